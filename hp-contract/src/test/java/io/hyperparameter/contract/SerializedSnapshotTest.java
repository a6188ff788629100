package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ConfigFormat;
import io.hyperparameter.config.ConfigLoader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot through serializers, and from streams that nobody but an attacker would write. */
class SerializedSnapshotTest {
  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static ParamSnapshot snapshot() {
    try (ParamScope outer = ParamScope.of(Map.of("l", 1L, "gone", 1L)).enter();
        ParamScope inner = ParamScope.of(Map.of("d", 2.5, "b", true, "t", "x\0y")).enter()) {
      inner.put("n", (Object) null);
      inner.put("list", new ArrayList<>(List.of(1, 2.5, "three", new ArrayList<>(List.of(true)))));
      for (int i = 0; i < 20; i++) { // beyond what is looked up by a scan
        inner.put("many." + i, i);
      }
      inner.remove("gone");
      return ParamScope.capture();
    }
  }

  private static void assertSame(ParamSnapshot before, ParamSnapshot after) {
    assertEquals(before.toMap(), after.toMap());
    after.run(
        () -> {
          assertEquals(before.toMap(), ParamScope.current().toMap());
          assertEquals(1L, ParamScope.current().getLong("l"));
          assertEquals(19, ParamScope.current().getInt("many.19"));
        });
    try (ParamScope here = ParamScope.of("gone", 5L).enter();
        ParamScope over = after.toScope().enter()) {
      assertFalse(over.contains("gone"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void kryo4(boolean javaSerializer) {
    var kryo = new com.esotericsoftware.kryo.Kryo();
    if (javaSerializer) {
      kryo.register(
          ParamSnapshot.class, new com.esotericsoftware.kryo.serializers.JavaSerializer());
    }
    for (boolean std : new boolean[] {false, true}) {
      if (std) { // as Spark sets it up
        kryo.setInstantiatorStrategy(
            new com.esotericsoftware.kryo.Kryo.DefaultInstantiatorStrategy(
                new org.objenesis.strategy.StdInstantiatorStrategy()));
      }
      var out = new com.esotericsoftware.kryo.io.Output(1024, -1);
      kryo.writeClassAndObject(out, snapshot());
      var in = new com.esotericsoftware.kryo.io.Input(out.toBytes());
      assertSame(snapshot(), (ParamSnapshot) kryo.readClassAndObject(in));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void kryo5(boolean javaSerializer) {
    var kryo = new com.esotericsoftware.kryo.kryo5.Kryo();
    kryo.setRegistrationRequired(false);
    if (javaSerializer) {
      kryo.register(
          ParamSnapshot.class, new com.esotericsoftware.kryo.kryo5.serializers.JavaSerializer());
    }
    for (boolean std : new boolean[] {false, true}) {
      if (std) {
        kryo.setInstantiatorStrategy(
            new com.esotericsoftware.kryo.kryo5.objenesis.strategy.StdInstantiatorStrategy());
      }
      var out = new com.esotericsoftware.kryo.kryo5.io.Output(1024, -1);
      kryo.writeClassAndObject(out, snapshot());
      var in = new com.esotericsoftware.kryo.kryo5.io.Input(out.toBytes());
      assertSame(snapshot(), (ParamSnapshot) kryo.readClassAndObject(in));
    }
  }

  private static byte[] write(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes, ObjectInputFilter filter) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(filter);
      return in.readObject();
    }
  }

  /** What a stream of ours is written with, in any order and with any content. */
  @FunctionalInterface
  private interface Content {
    void write(ObjectOutputStream out) throws IOException;
  }

  /** Has a class of the test written under the name of the form, whose descriptor is the same. */
  private static final class Handmade implements Serializable {
    private static final long serialVersionUID = 1L;

    private final transient Content content;

    Handmade(Content content) {
      this.content = content;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      content.write(out);
    }
  }

  /** The stream, with the name of the class exchanged. */
  private static byte[] handmade(Content content) throws IOException {
    byte[] ours = write(new Handmade(content));
    byte[] from = utf(Handmade.class.getName());
    byte[] to = utf("io.hyperparameter.SnapshotForm");
    for (int at = 0; at + from.length <= ours.length; at++) {
      if (java.util.Arrays.equals(ours, at, at + from.length, from, 0, from.length)) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(ours, 0, at);
        changed.writeBytes(to);
        changed.write(ours, at + from.length, ours.length - at - from.length);
        return changed.toByteArray();
      }
    }
    throw new AssertionError("no name to exchange");
  }

  private static byte[] utf(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeUTF(text);
    return bytes.toByteArray();
  }

  private static Content entry(Object key, Object value) {
    return out -> {
      out.writeInt(1);
      out.writeInt(1);
      out.writeObject(key);
      out.writeObject(value);
      out.writeInt(0);
    };
  }

  @Test
  void aStreamMadeByHandAsWeMakeThemIsRead() throws Exception {
    ParamSnapshot read = (ParamSnapshot) read(handmade(entry("a", 1L)), null);
    assertEquals(Map.of("a", 1L), read.toMap());
  }

  enum Colour {
    RED
  }

  @Test
  void whatNoSnapshotWroteIsRefused() {
    Map<String, Content> streams = new TreeMap<>();
    for (Object value :
        new Object[] {
          1,
          (short) 1,
          (byte) 1,
          1f,
          'c',
          Colour.RED,
          new StringBuilder("x"),
          java.math.BigInteger.ONE,
          java.math.BigInteger.ONE.shiftLeft(80),
          new HashMap<>(Map.of("a", 1))
        }) {
      streams.put("value " + value.getClass().getName() + " " + value, entry("a", value));
    }
    for (Object key : new Object[] {1, null, "a\0", "\ud800", List.of()}) {
      streams.put(
          "key " + (key == null ? null : key.getClass() + " " + key.hashCode()), entry(key, 1L));
    }
    streams.put(
        "no map but null",
        out -> {
          out.writeInt(1);
          out.writeObject(null);
        });
    streams.put("nothing", out -> {});
    streams.put("version", out -> out.writeInt(2));
    streams.put(
        "ends early",
        out -> {
          out.writeInt(1);
          out.writeInt(1 << 30);
          out.writeObject("a");
        });
    streams.put(
        "negative",
        out -> {
          out.writeInt(1);
          out.writeInt(-1);
        });
    streams.put(
        "twice",
        out -> {
          out.writeInt(1);
          out.writeInt(1);
          out.writeObject("a");
          out.writeObject(1L);
          out.writeInt(1);
          out.writeObject("a");
        });
    streams.forEach(
        (what, content) ->
            assertThrows(InvalidObjectException.class, () -> read(handmade(content), null), what));
  }

  /** The handle of the form itself stands where the list has an element. */
  @Test
  void aListThatRefersToItsOwnSnapshotIsRefused() throws Exception {
    byte[] bytes =
        handmade(
            entry("a", new ArrayList<>(List.of(new ArrayList<>(List.of("\u0001\u0002\u0003"))))));
    // TC_STRING, length 3, three characters: six bytes; TC_REFERENCE to a handle: five
    byte[] from = {ObjectStreamConstants.TC_STRING, 0, 3, 1, 2, 3};
    byte[] to = {ObjectStreamConstants.TC_REFERENCE, 0, 0x7e, 0, 1}; // 0: the class, 1: the form
    ByteArrayOutputStream changed = new ByteArrayOutputStream();
    for (int at = 0; at < bytes.length; at++) {
      if (at + from.length <= bytes.length
          && java.util.Arrays.equals(bytes, at, at + from.length, from, 0, from.length)) {
        changed.writeBytes(to);
        at += from.length - 1;
      } else {
        changed.write(bytes[at]);
      }
    }
    assertEquals(bytes.length - 1, changed.size(), "an element was exchanged");
    InvalidObjectException refused =
        assertThrows(InvalidObjectException.class, () -> read(changed.toByteArray(), null));
    assertTrue(refused.getMessage().contains("refers to the snapshot"), refused::getMessage);
  }

  /** The pattern in the documentation of the class. */
  private static ObjectInputFilter documented() throws IOException {
    String source =
        Files.readString(Path.of("../hp-api/src/main/java/io/hyperparameter/ParamSnapshot.java"));
    int start = source.indexOf("ObjectInputFilter.Config.createFilter(");
    Matcher part =
        Pattern.compile("\"([^\"]*)\"")
            .matcher(source.substring(start, source.indexOf(";\n", source.indexOf("!*", start))));
    StringBuilder pattern = new StringBuilder();
    while (part.find()) {
      pattern.append(part.group(1));
    }
    assertTrue(pattern.toString().endsWith("!*"), pattern::toString);
    return ObjectInputFilter.Config.createFilter(pattern.toString());
  }

  @Test
  void theDocumentedFilterTakesSnapshotsAndNothingElse() throws Exception {
    assertSame(snapshot(), (ParamSnapshot) read(write(snapshot()), documented()));
    ParamSnapshot immutable =
        ParamScope.of("a", List.of(1, 2.5, "x", true)).call(ParamScope::capture);
    assertEquals(immutable.toMap(), ((ParamSnapshot) read(write(immutable), documented())).toMap());
    ParamSnapshot other = ParamScope.of("a", new java.io.File("x")).call(ParamScope::capture);
    assertThrows(InvalidClassException.class, () -> read(write(other), documented()));
    assertThrows(InvalidClassException.class, () -> read(write(new HashMap<>()), documented()));
  }

  /** Each kind of list that programs and configuration files give, also in others. */
  @Test
  void theDocumentedFilterTakesListsHoweverTheyWereMade() throws Exception {
    List<Object> withNull = new ArrayList<>(Arrays.asList(1, null));
    List<List<?>> lists =
        List.of(
            Arrays.asList(1, "b"),
            List.of(),
            List.of(1, 2, 3),
            Stream.of(1, 2, 3).toList(),
            withNull,
            Collections.unmodifiableList(withNull),
            Collections.unmodifiableList(new LinkedList<>(List.of(true))),
            Collections.singletonList(1.5),
            Collections.emptyList(),
            Collections.nCopies(3, "x"),
            new ArrayList<>(List.of(Arrays.asList(1, 2), Collections.singletonList(3))),
            List.of((short) 1, (byte) 2, 1.5f, BigInteger.TEN, new BigDecimal("1.50")),
            ofFile("a = [[1, 2], ['x']]"));
    for (List<?> list : lists) {
      for (List<?> value : List.of(list, Collections.unmodifiableList(list))) {
        ParamSnapshot before = ParamScope.of("a", value).call(ParamScope::capture);
        ParamSnapshot after = (ParamSnapshot) read(write(before), documented());
        assertEquals(before.toMap(), after.toMap(), () -> value.getClass() + " " + value);
        assertEquals(isWritable(value), isWritable(list(after)), () -> value.getClass().getName());
      }
    }
  }

  private static List<?> ofFile(String toml) {
    ConfigLoader loader = Config.loader().text("a.toml", ConfigFormat.TOML, new StringReader(toml));
    return list(loader.load().toScope().call(ParamScope::capture));
  }

  private static List<?> list(ParamSnapshot snapshot) {
    return (List<?>) snapshot.toMap().get("a");
  }

  private static boolean isWritable(List<?> list) {
    return list.getClass() == ArrayList.class
        || list.getClass().getName().equals("java.util.Arrays$ArrayList");
  }

  /** What somebody may ask for by its class, or what has no other form, stays what it is. */
  @Test
  void listsThatNothingElseMayStandForStay() throws Exception {
    List<Object> itself = new ArrayList<>();
    itself.add(Collections.unmodifiableList(itself));
    for (List<?> list :
        List.of(
            new LinkedList<>(List.of(1)),
            Collections.synchronizedList(new ArrayList<>(List.of(1))),
            Collections.checkedList(new ArrayList<>(List.of(1)), Integer.class),
            itself)) {
      ParamSnapshot before = ParamScope.of("a", list).call(ParamScope::capture);
      List<?> after = list((ParamSnapshot) read(write(before), null));
      assertEquals(list.getClass(), after.getClass());
      assertEquals(list.get(0).getClass(), after.get(0).getClass());
    }
  }
}
