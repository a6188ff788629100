package io.hyperparameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParamErrorsTest {
  @Test
  void wrongTypeWithoutOriginAndHint() {
    ParamTypeException e = ParamTypeException.of("a b", 2L, "int", null, null);
    assertEquals("\"a b\": 2 (long) cannot be read as an int", e.getMessage());
    assertNull(e.origin());
  }

  @Test
  void explicitNull() {
    ParamTypeException e = ParamTypeException.of("k", null, "long", null, "remove it");
    assertEquals("k: null cannot be read as a long; remove it", e.getMessage());
    assertNull(e.value());
  }

  @Test
  void missingNamesTheKeyNearMissesAndTheWayOut() {
    MissingParamException e =
        MissingParamException.of(
            "train.layers", List.of("train.lr", "model.layers", "seed", "train.layer"), false);
    assertInstanceOf(ParamException.class, e);
    assertNull(e.origin());
    assertEquals("train.layers", e.key());
    assertEquals(List.of("train.layer", "model.layers"), e.suggestions());
    assertEquals(
        "no parameter \"train.layers\"; did you mean \"train.layer\" or \"model.layers\"?"
            + " Otherwise set it, as ParamScope.of(\"train.layers\", value).run(task) does, or read it"
            + " with a default",
        e.getMessage());
  }

  @Test
  void missingWithThreeOrNoNearMisses() {
    assertEquals(
        "no parameter \"lr\"; did you mean \"a.lr\", \"b.lr\" or \"c.lr\"?"
            + " Otherwise set it, as ParamScope.of(\"lr\", value).run(task) does, or read it with a"
            + " default",
        MissingParamException.of("lr", List.of("d.lr", "c.lr", "b.lr", "a.lr"), false)
            .getMessage());
    MissingParamException none = MissingParamException.of("x\n", List.of("seed"), false);
    assertEquals(
        "no parameter \"x\\n\": nobody set it here, and this read has no default; set it, as"
            + " ParamScope.of(\"x\\n\", value).run(task) does, or read it with a default",
        none.getMessage());
    assertEquals(List.of(), none.suggestions());
  }

  @Test
  void suggestionsCannotBeChanged() {
    List<String> suggestions = MissingParamException.of("lr", List.of("a.lr"), false).suggestions();
    assertThrows(UnsupportedOperationException.class, () -> suggestions.add("x"));
  }

  @Test
  void survivesSerializationWithoutTheValue() throws Exception {
    ParamTypeException wrong =
        copy(ParamTypeException.of("k", new Object(), "long", "a test", "do"));
    assertEquals("k", wrong.key());
    assertEquals("long", wrong.wantedType());
    assertEquals("a test", wrong.origin());
    assertNull(wrong.value());
    assertEquals(
        List.of("a.lr"),
        copy(MissingParamException.of("lr", List.of("a.lr"), false)).suggestions());
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T thrown) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(thrown);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  @Test
  void scopeStateKeepsTheStackThatOpenedTheScope() {
    Throwable opened = new Throwable("opened here");
    assertSame(opened, new ScopeStateException("left twice", opened).getCause());
    assertEquals("left twice", new ScopeStateException("left twice").getMessage());
  }
}
