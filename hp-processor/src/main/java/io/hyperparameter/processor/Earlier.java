package io.hyperparameter.processor;

import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import io.hyperparameter.processor.Problems.ErrorId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs left in the output: the index, the fragments of single source files, and class
 * files. What is damaged is said to be, and what the fragments still tell stands in for the index.
 */
final class Earlier {
  private final ProcessingEnvironment env;
  private final Filer filer;
  private final Problems problems;

  Earlier(ProcessingEnvironment env, Problems problems) {
    this.env = env;
    this.filer = env.getFiler();
    this.problems = problems;
  }

  /** The entries of all classes of the output, also of those that are gone; null if none. */
  @Nullable List<ParamEntry> index() {
    List<ParamEntry> whole = null;
    try {
      whole = read(ParamIndex.RESOURCE);
    } catch (IOException | IllegalArgumentException e) {
      problems.warning(
          ErrorId.DAMAGED,
          ParamIndex.RESOURCE
              + " in the output is damaged ("
              + e.getMessage()
              + "); it is written anew, with what is recorded of each class that is not compiled"
              + " now; compile all of them once to be sure");
    }
    return whole != null ? whole : fragments();
  }

  /** The entries of one source file; null if nothing was recorded, or it was recorded just now. */
  @Nullable List<ParamEntry> fragment(TypeElement topLevel) {
    String name = Declarations.fragment(env, topLevel);
    try {
      return read(name);
    } catch (IOException | IllegalArgumentException e) {
      problems.warning(
          ErrorId.DAMAGED,
          name
              + " in the output is damaged ("
              + e.getMessage()
              + "); the class file is read in its place, which knows no typed keys; compile "
              + topLevel.getQualifiedName()
              + " once more");
      return null;
    }
  }

  /** Whether the class of an entry is in the output, which need not be on the class path. */
  boolean hasClass(ParamEntry entry) {
    return binaryNames(entry.className()).stream().anyMatch(this::exists);
  }

  private boolean exists(String classFile) {
    try (InputStream in =
        filer
            .getResource(StandardLocation.CLASS_OUTPUT, "", classFile + ".class")
            .openInputStream()) {
      return in.read() >= 0;
    } catch (IOException | RuntimeException e) {
      return false; // not there, or not a name that the file system takes
    }
  }

  /** A canonical name does not tell where the package ends: every way to read it. */
  private static List<String> binaryNames(String canonical) {
    List<String> names = new ArrayList<>();
    String name = canonical.replace('.', '/');
    names.add(name);
    for (int slash = name.lastIndexOf('/'); slash >= 0; slash = name.lastIndexOf('/')) {
      name = name.substring(0, slash) + "$" + name.substring(slash + 1);
      names.add(name);
    }
    return names;
  }

  /** All fragments, where the output is a directory. */
  private @Nullable List<ParamEntry> fragments() {
    List<ParamEntry> entries = null;
    try {
      URI index = filer.getResource(StandardLocation.CLASS_OUTPUT, "", ParamIndex.RESOURCE).toUri();
      Path directory = Path.of(index).resolveSibling(Declarations.FRAGMENTS);
      if (!Files.isDirectory(directory)) {
        return null;
      }
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.sorted().toList()) {
          entries = entries == null ? new ArrayList<>() : entries;
          entries.addAll(ParamIndex.parse(Files.readString(file)).entries());
        }
      }
    } catch (IOException | RuntimeException e) {
      return entries; // no directory, or one of them is damaged, too: what there is
    }
    return entries;
  }

  private @Nullable List<ParamEntry> read(String name) throws IOException {
    CharSequence text;
    try {
      FileObject file = filer.getResource(StandardLocation.CLASS_OUTPUT, "", name);
      text = file.getCharContent(true);
    } catch (NoSuchFileException | FileNotFoundException | FilerException e) {
      return null; // a file that was written just now may not be read
    }
    return ParamIndex.parse(text.toString()).entries();
  }
}
