package io.hyperparameter.tool;

import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Finds the parameters of jars and directories: indexes first, byte code for what they lack. */
final class Scan implements Archive.Visitor {
  private static final int MAX_NOTES = 20;

  private final List<LibraryReader> readers = new ArrayList<>();
  private final List<Found> found = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, ClassNode> classes = new LinkedHashMap<>();
  private final Map<String, Archive.Place> places = new HashMap<>();

  /** Place and key of what the indexes have. */
  private final Set<List<Object>> indexed = new HashSet<>();

  private Scan() {
    ServiceLoader.load(LibraryReader.class, Scan.class.getClassLoader()).forEach(readers::add);
  }

  /** Looks at all of them together, so that classes of one are found from another. */
  static Parameters of(Collection<Path> paths) {
    return of(paths, ScanLimits.DEFAULT);
  }

  static Parameters of(Collection<Path> paths, ScanLimits limits) {
    Scan scan = new Scan();
    Archive archive = new Archive(limits, scan);
    paths.forEach(path -> archive.read(path, true));
    scan.read(new ScopeReader(), Found.BYTE_CODE);
    scan.readers.forEach(reader -> scan.read(reader, reader.library()));
    return new Parameters(scan.found, scan.notes);
  }

  @Override
  public void index(Archive.Place place, byte[] json) {
    try {
      String text = new String(json, StandardCharsets.UTF_8);
      for (ParamEntry entry : ParamIndex.parse(text).entries()) {
        found.add(new Found(entry, place, Found.INDEX));
        indexed.add(List.of(place, entry.key()));
      }
    } catch (IllegalArgumentException e) {
      throw new ToolException(
          place.name()
              + ": its "
              + ParamIndex.RESOURCE
              + " is damaged: "
              + Printable.of(String.valueOf(e.getMessage())),
          e);
    }
  }

  @Override
  public void classFile(Archive.Place place, String name, byte[] bytes) {
    // one character a byte: names in a constant pool are found as they stand
    String pool = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!ScopeReader.MARKS.stream().anyMatch(pool::contains)
        && !readers.stream().flatMap(each -> each.marks().stream()).anyMatch(pool::contains)) {
      return;
    }
    try {
      ClassNode node = new ClassNode();
      new ClassReader(bytes).accept(node, ClassReader.SKIP_FRAMES);
      if (classes.putIfAbsent(node.name, node) == null) {
        places.put(Names.dotted(node.name), place);
      }
    } catch (RuntimeException e) { // whatever ASM makes of a class that is none
      note(place.name() + ": the class file " + name + " cannot be read: " + e);
    }
  }

  private void read(LibraryReader reader, String source) {
    try {
      for (ParamEntry entry : reader.read(LibraryReader.Classes.of(classes))) {
        Archive.Place place = places.getOrDefault(entry.className(), new Archive.Place("", true));
        if (!indexed.contains(List.of(place, entry.key()))) {
          found.add(new Found(entry, place, source));
        }
      }
    } catch (RuntimeException e) {
      note("parameters of " + reader.library() + " cannot be read: " + e);
    }
  }

  private void note(String text) {
    if (notes.size() < MAX_NOTES) {
      notes.add(Printable.of(text)); // names in it are those of a jar from anywhere
    }
  }
}
