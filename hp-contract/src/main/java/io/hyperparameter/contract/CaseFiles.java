package io.hyperparameter.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads case files: the built-in ones, or those of any folder in the same format. What the format
 * does not know is an error, never passed over.
 */
public final class CaseFiles {
  /** The system property that names a folder of further case files. */
  public static final String EXTRA_PROPERTY = "hp.contract.cases";

  /** The system property that names the folder a relative {@link #EXTRA_PROPERTY} starts at. */
  public static final String BASE_PROPERTY = "hp.contract.dir";

  /** The built-in files; a jar cannot be listed like a folder, so they are named. */
  static final List<String> BUILT_IN =
      List.of(
          "auto_param.json",
          "capture.json",
          "capture_more.json",
          "config.json",
          "convert_bool.json",
          "convert_double.json",
          "convert_long.json",
          "convert_string.json",
          "create_more.json",
          "declared_more.json",
          "delete_clear.json",
          "hash_vectors.json",
          "hiding_more.json",
          "keys.json",
          "keys_more.json",
          "lazy.json",
          "lazy_more.json",
          "listing.json",
          "missing.json",
          "reads_more.json",
          "scope_create.json",
          "scope_nesting.json",
          "scopes_more.json",
          "threads.json",
          "threads_more.json",
          "values_more.json",
          "writes.json");

  private static final int FORMAT = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private CaseFiles() {}

  /** The cases that come with this module. */
  public static CaseFolder builtIn() {
    Parsed parsed = new Parsed();
    for (String file : BUILT_IN) {
      try (InputStream in = CaseFiles.class.getResourceAsStream("cases/" + file)) {
        if (in == null) {
          throw new CaseFormatException("built-in case file " + file + " is missing");
        }
        parsed.add(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new CaseFormatException("cannot read built-in case file " + file, e);
      }
    }
    return parsed.folder("built-in");
  }

  /** The folder named by {@link #EXTRA_PROPERTY}, or empty if the property is not set. */
  public static Optional<CaseFolder> extra() {
    String named = System.getProperty(EXTRA_PROPERTY, "");
    if (named.isBlank()) {
      return Optional.empty();
    }
    Path folder = Path.of(System.getProperty(BASE_PROPERTY, "")).resolve(named);
    return Optional.of(folder(folder));
  }

  /**
   * The cases of all {@code *.json} files of a folder.
   *
   * @throws CaseFormatException if it is no folder, holds no cases, or a file is malformed
   */
  public static CaseFolder folder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CaseFormatException("no folder of case files: " + folder.toAbsolutePath());
    }
    Parsed parsed = new Parsed();
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> files = listed.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      for (Path file : files) {
        parsed.add(String.valueOf(file.getFileName()), text(file));
      }
    } catch (IOException e) {
      throw new CaseFormatException("cannot read case files of " + folder.toAbsolutePath(), e);
    }
    if (parsed.cases.isEmpty() && parsed.vectors.isEmpty()) {
      throw new CaseFormatException("no cases in " + folder.toAbsolutePath());
    }
    return parsed.folder(folder.toString());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CaseFormatException(file + " is not a text in UTF-8: " + e, e);
    }
  }

  /** The cases of one text in the format of a case file. */
  static CaseFolder text(String name, String json) {
    Parsed parsed = new Parsed();
    parsed.add(name, json);
    return parsed.folder(name);
  }

  /** Collects what the files hold. */
  private static final class Parsed {
    final List<ConformanceCase> cases = new ArrayList<>();
    final List<HashVector> vectors = new ArrayList<>();

    CaseFolder folder(String name) {
      return new CaseFolder(name, cases, vectors);
    }

    /** Takes the text, not bytes: the byte parser rejects unpaired surrogates in names. */
    void add(String file, String json) {
      JsonNode root;
      try {
        root = JSON.readTree(json);
      } catch (JsonProcessingException e) {
        throw new CaseFormatException(file + " is not JSON: " + e.getMessage(), e);
      }
      try {
        add(file, root);
      } catch (CaseFormatException | NumberFormatException e) {
        throw new CaseFormatException(file + ": " + e.getMessage(), e);
      }
    }

    private void add(String file, JsonNode root) {
      if (root.path("format").asInt() != FORMAT) {
        throw new CaseFormatException("expected \"format\": " + FORMAT);
      }
      KnownFields.checkFile(root);
      if (root.has("vectors")) {
        root.get("vectors").forEach(vector -> vectors.add(vector(file, vector)));
      } else if (root.path("cases").isArray()) {
        root.get("cases").forEach(node -> cases.add(conformanceCase(file, node)));
      } else {
        throw new CaseFormatException("neither \"cases\" nor \"vectors\"");
      }
    }

    private static HashVector vector(String file, JsonNode node) {
      KnownFields.checkVector(node);
      String key = Fields.text(node, "key");
      int length = Fields.required(node, "utf8_length").asInt();
      long hash = Long.parseUnsignedLong(Fields.text(node, "xxh64"));
      return new HashVector(file, key, length, hash);
    }

    private static ConformanceCase conformanceCase(String file, JsonNode node) {
      String id = Fields.text(node, "id");
      try {
        KnownFields.checkCase(node);
      } catch (CaseFormatException e) {
        throw new CaseFormatException("case " + id + ": " + e.getMessage(), e);
      }
      List<String> rules = new ArrayList<>();
      node.path("rules").forEach(rule -> rules.add(rule.asText()));
      return new ConformanceCase(
          file, id, node.path("name").asText(), rules, Fields.required(node, "ops"));
    }
  }
}
