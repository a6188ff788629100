package io.hyperparameter.tool;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * The {@code @Config} fields of Tribuo, and of whatever else is configured by OLCUT: the field
 * {@code maxDepth} that {@code CARTClassificationTrainer} has or inherits is {@code
 * CARTClassificationTrainer.maxDepth}. Defaults are what the constructor without arguments stores.
 */
public final class TribuoReader implements LibraryReader {
  private static final String CONFIG = "com/oracle/labs/mlrg/olcut/config/Config";

  /** For {@link java.util.ServiceLoader}. */
  public TribuoReader() {}

  @Override
  public String library() {
    return "Tribuo";
  }

  @Override
  public List<String> marks() {
    // the second one for classes that inherit all their fields
    return List.of(CONFIG + ";", "org/tribuo/");
  }

  @Override
  public List<ParamEntry> read(Classes classes) {
    List<ParamEntry> entries = new ArrayList<>();
    for (ClassNode type : classes.all()) {
      if ((type.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) != 0) {
        continue;
      }
      Map<String, ParamEntry> fields = new LinkedHashMap<>();
      Set<ClassNode> seen = new HashSet<>();
      Constructed made = null;
      for (ClassNode each = type;
          each != null && seen.add(each);
          each = each.superName == null ? null : classes.find(each.superName)) {
        for (FieldNode field : each.fields) {
          AnnotationNode config = config(field);
          if (config != null) {
            made = made == null ? Constructed.of(type, classes) : made;
            fields.putIfAbsent(field.name, entry(type, each, field, config, made));
          }
        }
      }
      entries.addAll(fields.values());
    }
    return entries;
  }

  private static @Nullable AnnotationNode config(FieldNode field) {
    List<AnnotationNode> annotations = field.visibleAnnotations;
    if (annotations != null) {
      for (AnnotationNode each : annotations) {
        if (each.desc.equals("L" + CONFIG + ";")) {
          return each;
        }
      }
    }
    return null;
  }

  private static ParamEntry entry(
      ClassNode type,
      ClassNode declaring,
      FieldNode field,
      AnnotationNode config,
      @Nullable Constructed made) {
    boolean mandatory = Boolean.TRUE.equals(value(config, "mandatory"));
    Object description = value(config, "description");
    return new ParamEntry(
        Names.simple(type.name) + "." + field.name,
        Names.type(Type.getType(field.desc)),
        mandatory ? null : defaultOf(made, field),
        description == null ? "" : description.toString(),
        ParamBounds.NONE,
        Names.dotted(type.name) + "#" + field.name,
        Names.file(declaring),
        0);
  }

  private static @Nullable Object value(AnnotationNode annotation, String name) {
    List<Object> values = annotation.values;
    int at = values == null ? -1 : values.indexOf(name);
    return at < 0 ? null : values.get(at + 1);
  }

  /** Null if it is null, or computed. */
  private static @Nullable String defaultOf(@Nullable Constructed made, FieldNode field) {
    if (made == null) {
      return null;
    }
    if (made.has(field.name)) {
      return Code.text(made.get(field.name));
    }
    return switch (Type.getType(field.desc).getSort()) {
      case Type.BOOLEAN -> "false";
      case Type.OBJECT, Type.ARRAY, Type.CHAR -> null;
      default -> "0";
    };
  }
}
