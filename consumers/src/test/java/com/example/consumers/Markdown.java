package com.example.consumers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What our documents promise in a form that a program can check. */
final class Markdown {
  /** The repository. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

  private Markdown() {}

  static String read(Path file) throws IOException {
    return Files.readString(file).replace("\r", "");
  }

  /** Its fenced blocks in one language. */
  static List<String> blocks(Path file, String language) throws IOException {
    return BLOCK
        .matcher(read(file))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** Every document of the repository that is not built. */
  static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(
              file -> !ROOT.relativize(file).toString().matches(".*\\b(target|build|shared)\\b.*"))
          .sorted()
          .toList();
    }
  }
}
