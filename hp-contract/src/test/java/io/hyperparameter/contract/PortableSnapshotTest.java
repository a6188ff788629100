package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.Suggest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A snapshot as JSON and as bytes, there and back, and what nobody but an attacker would send. */
class PortableSnapshotTest {
  /** What docs/snapshots.md shows; written down so that a change of the form is seen. */
  private static final String MALFORMED = "malformed";

  private static final String JSON =
      "{\"format\":\"hyperparameter/snapshot\",\"version\":1,\"values\":{\"model.act\":\"relu\","
          + "\"model.sizes\":[{\"int\":64},{\"int\":10}],\"train.epochs\":40,\"train.lr\":0.5,"
          + "\"train.max\":{\"double\":\"Infinity\"},\"train.shuffle\":true,\"train.stop\":null},"
          + "\"deleted\":[\"train.l1\"]}";

  private static final String BYTES =
      "6870730107096d6f64656c2e616374050472656c750b6d6f64656c2e73697a65"
          + "730b0207800107140c747261696e2e65706f636873035008747261696e2e6c72"
          + "043fe000000000000009747261696e2e6d6178047ff00000000000000d747261"
          + "696e2e73687566666c65020a747261696e2e73746f70000108747261696e2e6c"
          + "31f3e5cbe0";

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static ParamSnapshot example() {
    try (ParamScope outer = ParamScope.of("train.l1", 0.1).enter();
        ParamScope inner = ParamScope.of("train.lr", 0.5).with("train.epochs", 40).enter()) {
      inner.put("train.shuffle", true);
      inner.put("train.max", Double.POSITIVE_INFINITY);
      inner.put("train.stop", (Object) null);
      inner.put("model.act", "relu");
      inner.put("model.sizes", List.of(64, 10));
      inner.remove("train.l1");
      return ParamScope.capture();
    }
  }

  private static ParamSnapshot everything() {
    ParamScope scope = ParamScope.of();
    double[] doubles = {
      0.0,
      -0.0,
      0.1,
      1e-5,
      1e300,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      Double.NaN,
      Double.NEGATIVE_INFINITY,
      3.0,
      0x1.0000000000001p0,
      123456789.123
    };
    for (int i = 0; i < doubles.length; i++) {
      scope.put("d." + i, doubles[i]);
    }
    long[] longs = {0, -1, 1, 63, 64, -64, -65, Long.MAX_VALUE, Long.MIN_VALUE};
    for (int i = 0; i < longs.length; i++) {
      scope.put("l." + i, longs[i]);
    }
    scope.put("", "the empty key");
    scope.put("ключ \"\\\n.💡", "text \u0000 \" \\ \n \r \t \u001f ü 💡");
    scope.put("broken", "a\ud800b\udc00");
    scope.put("no", false);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", 1);
    map.put("a.b", null);
    map.put("\ud800", Map.of());
    scope.put(
        "list",
        Arrays.asList(
            null, true, 1L, 2, (short) 3, (byte) 4, 1.5, 0.1f, Float.NaN, "x", map, List.of()));
    return scope.call(ParamScope::capture);
  }

  private static void assertSame(ParamSnapshot before, ParamSnapshot after) {
    assertEquals(before.toMap(), after.toMap());
    after.run(() -> assertEquals(before.toMap(), ParamScope.current().toMap()));
    try (ParamScope here = ParamScope.of("train.l1", 5L).enter();
        ParamScope over = after.toScope().enter()) {
      assertEquals(
          !before.toJson().contains("\"deleted\":[\"train.l1\"]"), over.contains("train.l1"));
    }
  }

  @Test
  void thereAndBack() {
    for (ParamSnapshot snapshot : List.of(example(), everything(), ParamScope.capture())) {
      assertSame(snapshot, ParamSnapshot.fromJson(snapshot.toJson()));
      assertSame(snapshot, ParamSnapshot.fromBytes(snapshot.toBytes()));
      assertEquals(snapshot.toJson(), ParamSnapshot.fromBytes(snapshot.toBytes()).toJson());
      assertArrayEquals(snapshot.toBytes(), ParamSnapshot.fromJson(snapshot.toJson()).toBytes());
    }
  }

  /** Also the bits of a NaN that mean nothing to arithmetic; equals() does not tell them apart. */
  @Test
  void everyBitOfANaNComesBack() {
    long[] doubles = {
      0x7ff8000000000000L,
      0x7ff8000000000001L,
      0xfff8000000000000L,
      0x7fffffffffffffffL,
      0xfffabcdef0123456L,
      0x7ff0000000000001L,
    };
    int[] floats = {0x7fc00000, 0x7fc00001, 0xffc00000, 0x7fffffff};
    for (int i = 0; i < doubles.length; i++) {
      long bits = doubles[i];
      int narrow = floats[i % floats.length];
      ParamSnapshot snapshot =
          ParamScope.of("d", Double.longBitsToDouble(bits))
              .with("list", List.of(Float.intBitsToFloat(narrow), Double.longBitsToDouble(bits)))
              .call(ParamScope::capture);
      String json = snapshot.toJson();
      for (ParamSnapshot after :
          List.of(ParamSnapshot.fromJson(json), ParamSnapshot.fromBytes(snapshot.toBytes()))) {
        after.run(
            () -> {
              double read = ParamScope.current().getDouble("d");
              assertEquals(bits, Double.doubleToRawLongBits(read), json);
              List<?> list = (List<?>) ParamScope.current().get("list", List.class);
              assertEquals(narrow, Float.floatToRawIntBits((Float) list.get(0)), json);
              assertEquals(bits, Double.doubleToRawLongBits((Double) list.get(1)), json);
            });
        assertEquals(json, after.toJson());
      }
      assertEquals(bits == 0x7ff8000000000000L, json.contains("\"d\":{\"double\":\"NaN\"}"), json);
    }
  }

  /** What another JVM with another backend wrote. */
  @Test
  void theFormIsAsDocumented() throws Exception {
    assertEquals(JSON, example().toJson());
    assertSame(example(), ParamSnapshot.fromJson(JSON));
    assertEquals(BYTES, HexFormat.of().formatHex(example().toBytes()));
    assertSame(example(), ParamSnapshot.fromBytes(HexFormat.of().parseHex(BYTES)));
    String document = Files.readString(Path.of("../docs/snapshots.md"));
    assertEquals(
        JSON,
        document
            .lines()
            .map(String::strip)
            .filter(l -> l.startsWith("{\"format\""))
            .findFirst()
            .orElseThrow());
    assertTrue(document.replaceAll("\\s", "").contains(BYTES), "the bytes of the example");
  }

  /** Others read it, too. */
  @Test
  void theJsonIsJson() throws Exception {
    Map<?, ?> root = new ObjectMapper().readValue(everything().toJson(), Map.class);
    Map<?, ?> values = (Map<?, ?>) root.get("values");
    assertEquals(everything().toMap().keySet(), values.keySet());
    assertEquals(1e-5, values.get("d.3"));
    assertEquals("text \u0000 \" \\ \n \r \t \u001f ü 💡", values.get("ключ \"\\\n.💡"));
    assertSame(
        example(), ParamSnapshot.fromJson(new ObjectMapper().readTree(JSON).toPrettyString()));
  }

  @Test
  void whatHasNoFormIsRefusedByNameUnlessLeftOut() {
    List<Object> itself = new ArrayList<>();
    itself.add(itself);
    List<Object> wide = List.of();
    for (int i = 0; i < 16; i++) {
      wide = java.util.Collections.nCopies(10, wide); // ten to the sixteenth parts
    }
    for (Object value :
        List.of(
            new Object(),
            Suggest.from(() -> 1),
            List.of(1, Path.of("x")),
            List.of(Map.of(1, 2)),
            new java.util.concurrent.atomic.AtomicLong(1),
            itself,
            wide)) {
      ParamSnapshot snapshot =
          ParamScope.of("train.lr", 0.5).with("model.net", value).call(ParamScope::capture);
      for (Runnable form : List.<Runnable>of(snapshot::toJson, snapshot::toBytes)) {
        String message = assertThrows(IllegalArgumentException.class, form::run).getMessage();
        assertTrue(message.startsWith("model.net: it is "), message);
        assertTrue(message.contains("snapshot.portable()"), message);
      }
      assertEquals(
          Map.of("train.lr", 0.5), ParamSnapshot.fromJson(snapshot.portable().toJson()).toMap());
      assertEquals(
          Map.of("train.lr", 0.5), ParamSnapshot.fromBytes(snapshot.portable().toBytes()).toMap());
    }
  }

  @Test
  void nothingLargerThanTheLimitIsWrittenOrRead() {
    String large = "x".repeat(16 << 20);
    ParamSnapshot snapshot = ParamScope.of("t", large).call(ParamScope::capture);
    assertRefused(snapshot::toJson, "more than 16 Mi");
    assertRefused(snapshot::toBytes, "more than 16 Mi");
    assertRefused(() -> ParamSnapshot.fromJson(large + "x"), "more than 16 Mi");
    assertRefused(() -> ParamSnapshot.fromBytes(new byte[(16 << 20) + 1]), "more than 16 Mi");
  }

  private static void assertRefused(Runnable form, String why) {
    String message = assertThrows(IllegalArgumentException.class, form::run).getMessage();
    assertTrue(message.contains(why), message);
    assertEquals(message.indexOf(MALFORMED), message.lastIndexOf(MALFORMED), message);
  }

  /** Says so once: the reasons of deeper layers are part of that sentence. */
  private static void assertMalformed(IllegalArgumentException refused) {
    String message = refused.getMessage();
    assertTrue(message.startsWith("the snapshot is malformed: "), message);
    assertEquals(message.indexOf(MALFORMED), message.lastIndexOf(MALFORMED), message);
  }

  @Test
  void whatIsCutOffIsRefused() {
    String json = everything().toJson();
    for (int end = 0; end < json.length(); end++) {
      String cut = json.substring(0, end);
      assertRefused(() -> ParamSnapshot.fromJson(cut), "the snapshot is malformed");
    }
    byte[] bytes = everything().toBytes();
    for (int end = 0; end < bytes.length; end++) {
      byte[] cut = Arrays.copyOf(bytes, end);
      assertRefused(() -> ParamSnapshot.fromBytes(cut), "the snapshot is malformed");
      if (end < bytes.length - 4) { // by somebody who knows of the checksum
        assertRefused(() -> ParamSnapshot.fromBytes(signed(cut)), "the snapshot is malformed");
      }
    }
  }

  /** The same with the right checksum behind it. */
  private static byte[] signed(byte[] body) {
    CRC32 crc = new CRC32();
    crc.update(body);
    return ByteBuffer.allocate(body.length + 4).put(body).putInt((int) crc.getValue()).array();
  }

  @Test
  void whatIsDamagedIsRefusedOrAnotherSnapshot() {
    byte[] bytes = everything().toBytes();
    int read = 0;
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertRefused(() -> ParamSnapshot.fromBytes(flipped), "the snapshot is malformed");
      if (bit / 8 < bytes.length - 4) {
        try {
          ParamSnapshot.fromBytes(signed(Arrays.copyOf(flipped, bytes.length - 4))).toBytes();
          read++;
        } catch (IllegalArgumentException e) {
          assertMalformed(e);
        }
      }
    }
    assertTrue(read > 100, "numbers and letters are other ones: " + read);
    byte[] json = everything().toJson().getBytes(StandardCharsets.UTF_8);
    for (int bit = 0; bit < 8 * json.length; bit++) {
      byte[] flipped = json.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        ParamSnapshot.fromJson(new String(flipped, StandardCharsets.UTF_8)).toJson();
      } catch (IllegalArgumentException e) {
        assertMalformed(e);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01 ff ff ff ff 07", // 2^31 values
        "01 ff ff ff ff ff ff ff ff 7f", // 2^63 - 1
        "01 ff ff ff ff ff ff ff ff ff ff 01", // more than 64 bits
        "01 01 01 61 03 ff ff ff ff ff ff ff ff ff 02 00", // an integer of 65 bits
        "01 01 01 61 05 ff ff ff ff 07", // a text of 2 GiB
        "01 01 01 61 06 ff ff ff ff 07", // so many units
        "01 01 01 61 0b ff ff ff ff 07", // a list
        "01 01 01 61 0c ff ff ff ff 07", // a map
        "01 01 01 61 0d 00", // an unknown kind
        "01 01 01 61 07 02 00", // an Integer, which no scope stores
        "01 01 01 61 0c 00 00", // a map, which is flattened
        "01 01 01 ff 00 00", // a key that is no UTF-8
        "01 01 01 00 00 00", // U+0000 in a key
        "01 02 01 61 00 01 61 00 00", // a key twice
        "01 01 01 61 00 01 01 61", // and deleted
        "01 01 01 61 0b 01 09 80 80 04 00", // a Short out of range
        "01 00 00 00", // something behind it
        "02 00 00", // version 2
      })
  void bytesThatNobodyWrote(String hex) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes("hps".getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(HexFormat.ofDelimiter(" ").parseHex(hex));
    assertRefused(() -> ParamSnapshot.fromBytes(signed(body.toByteArray())), "malformed");
  }

  @Test
  void nestingIsBounded() {
    Object fits = "x";
    for (int i = 0; i < 16; i++) {
      fits = i % 2 == 0 ? List.of(fits) : Map.of("m", fits);
    }
    ParamSnapshot deep = ParamScope.of("a", List.of()).call(ParamScope::capture);
    Object value = List.of(fits);
    assertRefused(ParamScope.of("a", value).call(ParamScope::capture)::toJson, "16 deep");
    ParamSnapshot just =
        ParamScope.of("a", List.of(((Map<?, ?>) fits).get("m"))).call(ParamScope::capture);
    assertSame(just, ParamSnapshot.fromJson(just.toJson()));
    assertSame(just, ParamSnapshot.fromBytes(just.toBytes()));
    assertRefused(
        () -> ParamSnapshot.fromJson(json("\"a\":" + "[".repeat(1_000_000))), "less nesting");
    assertRefused(
        () -> ParamSnapshot.fromJson(json("\"a\":" + "[".repeat(17) + "]".repeat(17))), "16 deep");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(HexFormat.of().parseHex("68707301010161"));
    for (int i = 0; i < 100_000; i++) {
      body.writeBytes(new byte[] {11, 1});
    }
    assertRefused(() -> ParamSnapshot.fromBytes(signed(body.toByteArray())), "16 deep");
    assertFalse(deep.toMap().isEmpty());
  }

  private static String json(String values) {
    return "{\"format\":\"hyperparameter/snapshot\",\"version\":1,\"values\":{"
        + values
        + "},\"deleted\":[]}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"format\":\"hyperparameter/snapshot\"}",
        "{\"format\":\"hyperparameter/snapshot\",\"version\":2,\"values\":{},\"deleted\":[]}",
        "{\"format\":\"hyperparameter/snapshot\",\"version\":1,\"values\":{},\"deleted\":[],\"x\":1}",
        "{\"format\":\"hyperparameter/snapshot\",\"version\":1,\"values\":[],\"deleted\":[]}",
        "{\"format\":\"hyperparameter/snapshot\",\"version\":1,\"values\":{},\"deleted\":[1]}",
        "{\"format\":\"hyperparameter/snapshot\",\"version\":1,\"values\":{},\"deleted\":[]} {}",
      })
  void textsThatAreNoSnapshot(String json) {
    assertRefused(() -> ParamSnapshot.fromJson(json), "the snapshot is malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e999",
        "01",
        "-",
        "1.",
        ".5",
        "+1",
        "NaN",
        "9223372036854775808",
        "{\"int\":1}",
        "{\"double\":\"1\"}",
        "{\"double\":1.5}",
        "{\"double\":\"NaN(7ff8000000000000)\"}",
        "{\"double\":\"NaN(7FF8000000000001)\"}",
        "{\"double\":\"NaN(7ff8000000000001\"}",
        "{\"double\":\"NaN(7ff800000000000x)\"}",
        "{\"double\":\"NaN(3ff0000000000000)\"}",
        "{\"double\":\"NaN(7ff0000000000000)\"}",
        "[{\"float\":\"NaN(7fc00000)\"}]",
        "[{\"float\":\"NaN(7ff8000000000001)\"}]",
        "[{\"float\":\"NaN(3f800000)\"}]",
        "{\"map\":{}}",
        "{\"java.io.File\":\"x\"}",
        "{}",
        "{\"int\":1,\"short\":1}",
        "[{\"int\":2147483648}]",
        "[{\"float\":0.1}]",
        "[{\"float\":1e300}]",
        "[{\"byte\":true}]",
      })
  void valuesThatNoSnapshotHas(String value) {
    assertRefused(
        () -> ParamSnapshot.fromJson(json("\"a\":" + value)), "the snapshot is malformed");
    assertRefused(() -> ParamSnapshot.fromJson(json("\"a\":1,\"\\u0061\":2")), "no second \"a\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000", "\\ud800", "a\\udc00b"})
  void keysThatNoSnapshotHas(String key) {
    assertRefused(() -> ParamSnapshot.fromJson(json('"' + key + "\":1")), "is no key");
  }

  /** Keys whose Java hash codes are all the same: looked up by their order instead. */
  @Test
  void keysThatCollideAsStringsAreReadInTime() {
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 1 << 12; i++) {
      StringBuilder key = new StringBuilder();
      for (int bit = 0; bit < 12; bit++) {
        key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      many.put(key.toString(), i);
    }
    ParamSnapshot snapshot = ParamScope.of(many).call(ParamScope::capture);
    assertSame(snapshot, ParamSnapshot.fromJson(snapshot.toJson()));
  }
}
