package io.hyperparameter.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.testing.compile.Compilation;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a validator that knows nothing of us makes of the JSON Schema. */
class SchemaTest {
  private static final JsonSchemaFactory DRAFT_7 =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

  private static final String SCHEMA =
      schema(
          "enum Mode { FAST, EXACT }\n"
              + "static final IntParam A = Param.ofInt(\"a\", 1);\n"
              + "static final IntParam AB = Param.ofInt(\"a.b\", 1);\n"
              + "@AutoParam static void f(@Default(\"0.1\") @Min(value = 0, exclusive = true) @Max(1)"
              + " double lr, @Default(\"3\") @Min(1) long n, @Default(\"fast\") Mode mode,"
              + " @Default(\"x\") @OneOf({\"x\", \"y\", \"x\"}) String s, @Default(\"1,2\") @Min(1) @Max(9) List<Integer> l,"
              + " @Default(\"yes\") boolean z, @Default(\"nan\") double nan, @Default Object o,"
              + " @Default(\"1.50\") java.math.BigDecimal d, @Default @Max(4) Optional<Double> q) {}");

  private static String schema(String body) {
    Compilation compilation = Compiled.compile(Compiled.file("A", "class A {\n" + body + "\n}"));
    assertThat(compilation).succeededWithoutWarnings();
    return Compiled.text(compilation, "META-INF/hyperparameter/schema.json");
  }

  private static Set<ValidationMessage> problems(String document) {
    return DRAFT_7.getSchema(SCHEMA).validate(document, InputFormat.JSON);
  }

  @Test
  void theSchemaIsOne() {
    JsonSchema meta = DRAFT_7.getSchema(SchemaLocation.of(SchemaId.V7));
    assertEquals(Set.of(), meta.validate(SCHEMA, InputFormat.JSON));
    assertFalse(meta.validate("{\"type\": \"nothing\"}", InputFormat.JSON).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"other\": {\"x\": [null]}, \"f\": {\"more\": 1}}",
        "{\"f\": {\"lr\": 1, \"n\": 1, \"mode\": \"EXACT\", \"s\": \"y\", \"l\": [], \"z\": false}}",
        "{\"f\": {\"lr\": 1e-9, \"nan\": 2, \"o\": {\"any\": 1}, \"d\": 1.25, \"q\": 3}}",
        "{\"f\": {\"d\": \"1.250\"}}",
        "{\"a\": 2}",
        "{\"a\": {\"b\": 2}}",
      })
  void whatFitsPasses(String document) {
    assertEquals(Set.of(), problems(document));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"f\": 1}",
        "{\"f\": {\"lr\": 0}}",
        "{\"f\": {\"lr\": 1.1}}",
        "{\"f\": {\"lr\": \"fast\"}}",
        "{\"f\": {\"n\": 0}}",
        "{\"f\": {\"n\": 1.5}}",
        "{\"f\": {\"mode\": \"SLOW\"}}",
        "{\"f\": {\"s\": \"z\"}}",
        "{\"f\": {\"l\": [1, \"b\"]}}",
        "{\"f\": {\"l\": [1, 0]}}",
        "{\"f\": {\"q\": 4.5}}",
        "{\"f\": {\"z\": 3}}",
        "{\"a\": \"x\"}",
        "{\"a\": {\"b\": \"x\"}}",
      })
  void whatDoesNotIsFound(String document) {
    assertFalse(problems(document).isEmpty());
  }
}
