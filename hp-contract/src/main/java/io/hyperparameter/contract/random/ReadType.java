package io.hyperparameter.contract.random;

/** The types a parameter can be read as. */
enum ReadType {
  LONG(Long.class, -77L),
  INT(Integer.class, -78),
  SHORT(Short.class, (short) -79),
  BYTE(Byte.class, (byte) -80),
  DOUBLE(Double.class, -7.25),
  FLOAT(Float.class, -8.5f),
  BOOLEAN(Boolean.class, true),
  STRING(String.class, "default"),
  ENUM(Mode.class, Mode.SLOW),
  /** As it is stored. */
  RAW(Object.class, "raw default");

  final Class<?> type;

  /** What a read with a default passes. */
  @SuppressWarnings("ImmutableEnumChecker") // boxed primitives, text and an enum
  final Object def;

  ReadType(Class<?> type, Object def) {
    this.type = type;
    this.def = def;
  }

  /** An enum to read; two constants differ only in case. */
  enum Mode {
    FAST,
    SLOW,
    Turbo,
    TURBO
  }
}
