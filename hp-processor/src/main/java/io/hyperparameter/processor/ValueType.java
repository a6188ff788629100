package io.hyperparameter.processor;

import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * How a hyperparameter is read.
 *
 * @param form one value, or what holds values
 * @param scalar what the value, or each of them, is
 * @param declared the type of the parameter
 * @param element the class of a value: the box of a primitive
 * @param factory what makes a value of text; for {@link Scalar#PARSED} only
 */
record ValueType(
    Form form,
    Scalar scalar,
    TypeMirror declared,
    TypeElement element,
    @Nullable TextFactory factory) {
  /** One value, or what holds values. */
  enum Form {
    ONE,
    LIST,
    OPTIONAL
  }

  /** The kinds of one value. */
  enum Scalar {
    BYTE("byte", null, Byte.class),
    SHORT("short", null, Short.class),
    INT("int", "getInt", Integer.class),
    LONG("long", "getLong", Long.class),
    FLOAT("float", "getFloat", Float.class),
    DOUBLE("double", "getDouble", Double.class),
    BOOLEAN("boolean", "getBoolean", Boolean.class),
    STRING("String", "getString", String.class),
    ENUM(null, null, null),
    PARSED(null, null, null),
    OBJECT("Object", null, Object.class);

    final @Nullable String typeName;

    /** The getter of a scope, or null. */
    final @Nullable String getter;

    final @Nullable Class<?> type;

    Scalar(@Nullable String typeName, @Nullable String getter, @Nullable Class<?> type) {
      this.typeName = typeName;
      this.getter = getter;
      this.type = type;
    }

    boolean isNumber() {
      return isWhole() || this == FLOAT || this == DOUBLE;
    }

    boolean isWhole() {
      return this == BYTE || this == SHORT || this == INT || this == LONG;
    }
  }

  /**
   * A static method, or a constructor, that takes one text.
   *
   * @param method its name; null for a constructor
   * @param immutable whether what it makes is known never to change, so that one may be shared
   */
  record TextFactory(@Nullable String method, boolean immutable) {}

  boolean isPrimitive() {
    return declared.getKind().isPrimitive();
  }

  /** Whether the default may be a constant of the generated class. */
  boolean isShareable() {
    return factory == null || factory.immutable();
  }

  /** The type in the index: boxes are what they box, an optional what it may hold. */
  String indexName() {
    String name = scalar.typeName != null ? scalar.typeName : element.getQualifiedName().toString();
    return form == Form.LIST ? "List<" + name + ">" : name;
  }
}
