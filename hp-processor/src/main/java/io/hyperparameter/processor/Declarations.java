package io.hyperparameter.processor;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.processor.BoundCall.Hyper;
import io.hyperparameter.processor.BoundCall.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Lists the parameters a source file declares. */
final class Declarations {
  /** The directory of what is recorded of each source file, beside the index. */
  static final String FRAGMENTS = "classes";

  /**
   * One of them.
   *
   * @param entry what the index says of it
   * @param element what declares it
   */
  record Declared(ParamEntry entry, Element element) {}

  private final ProcessingEnvironment env;
  private final CallReader calls;
  private final SourceView source;

  Declarations(ProcessingEnvironment env) {
    this.env = env;
    this.calls = new CallReader(env, Problems.silent());
    this.source = SourceView.of(env);
  }

  /** Whether the compiler has the source of a class. */
  boolean hasSource(TypeElement type) {
    return source.hasSource(type);
  }

  /** The parameters of a class and the classes in it, in the order of the source. */
  List<Declared> in(TypeElement type) {
    List<Declared> found = new ArrayList<>();
    collect(type, found);
    return found;
  }

  /** Typed keys of a class and the classes in it that the compiler does not show. */
  List<VariableElement> unseenKeys(TypeElement type) {
    List<VariableElement> unseen = new ArrayList<>(source.unseenKeys(type));
    for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) {
      unseen.addAll(unseenKeys(nested));
    }
    return unseen;
  }

  /** Why it does not show them, and the way out. */
  String whyUnseen() {
    return source.whyUnseen();
  }

  private void collect(TypeElement type, List<Declared> into) {
    if (!Unresolved.in(type)) {
      for (BoundCall call : calls.read(type)) {
        for (Parameter param : call.hypers()) {
          Hyper hyper = param.hyper();
          if (hyper != null) {
            into.add(new Declared(entry(call, hyper), hyper.declaration()));
          }
        }
        for (Hyper field : call.fields()) {
          into.add(new Declared(entry(call, field), field.declaration()));
        }
      }
    }
    into.addAll(source.typedKeys(type));
    for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) {
      collect(nested, into);
    }
  }

  private ParamEntry entry(BoundCall call, Hyper hyper) {
    return new ParamEntry(
        hyper.key(),
        hyper.type().indexName(),
        text(hyper),
        hyper.description(),
        bounds(hyper),
        describe(call),
        source.file(call.owner()),
        source.line(hyper.declaration()),
        Annotations.has(hyper.declaration(), Annotations.SECRET));
  }

  /** The default; of an enum as its constants are written, whatever the case in the source. */
  private @Nullable String text(Hyper hyper) {
    if (hyper.text() == null || hyper.type().scalar() != ValueType.Scalar.ENUM) {
      return hyper.text();
    }
    List<String> names = new ArrayList<>();
    for (String part : Defaults.parts(hyper.type(), hyper.text())) {
      try {
        names.add(String.valueOf(Defaults.value(hyper.key(), hyper.type(), part)));
      } catch (Defaults.Wrong e) {
        return hyper.text(); // reported by the reader of calls
      }
    }
    return String.join(",", names);
  }

  /** An enum allows its constants, whether anyone said so or not. */
  private static ParamBounds bounds(Hyper hyper) {
    return hyper.bounds().isEmpty() && hyper.type().scalar() == ValueType.Scalar.ENUM
        ? oneOf(ValueTypes.constants(hyper.type().element()))
        : hyper.bounds();
  }

  static ParamBounds oneOf(List<String> values) {
    return new ParamBounds(null, false, null, false, values);
  }

  private String describe(BoundCall call) {
    String owner = call.owner().getQualifiedName().toString();
    if (call.annotated() instanceof TypeElement) {
      return owner;
    }
    Types types = env.getTypeUtils();
    return owner
        + "#"
        + call.executable().getSimpleName()
        + call.executable().getParameters().stream()
            .map(param -> TypeNames.erased(types, param.asType()))
            .collect(Collectors.joining(",", "(", ")"));
  }

  static TypeElement topLevel(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement outer ? topLevel(outer) : type;
  }

  /** Where the parameters of a source file are recorded. */
  static String fragment(ProcessingEnvironment env, TypeElement topLevel) {
    return "META-INF/hyperparameter/"
        + FRAGMENTS
        + "/"
        + env.getElementUtils().getBinaryName(topLevel)
        + ".json";
  }
}
