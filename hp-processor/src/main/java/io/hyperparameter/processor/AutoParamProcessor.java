package io.hyperparameter.processor;

import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import io.hyperparameter.processor.Problems.ErrorId;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.tools.StandardLocation;

/**
 * Writes, for each class with {@code @AutoParam}, the class that binds its calls, and for each
 * source file that declares parameters a fragment of the index.
 *
 * <p>Looks at one source file at a time, so build tools may treat it as isolating. It asks for
 * every annotation since typed keys need none.
 */
@SupportedAnnotationTypes("*")
public final class AutoParamProcessor extends AbstractProcessor {
  /** Classes with types that do not exist yet: another processor may write them. */
  private final Set<String> postponed = new TreeSet<>();

  /** The top-level classes of all rounds, by name. */
  private final Set<String> roots = new TreeSet<>();

  /** In later rounds there is only what processors wrote, annotations they copied included. */
  private boolean isFirst = true;

  /** For the compiler, which makes processors. */
  public AutoParamProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Problems problems = new Problems(processingEnv.getMessager());
    if (round.processingOver()) {
      checkMadeLater(problems);
      return false;
    }
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type) {
        roots.add(type.getQualifiedName().toString());
      }
    }
    Set<TypeElement> owners = new LinkedHashSet<>();
    for (String name : postponed) {
      TypeElement owner = processingEnv.getElementUtils().getTypeElement(name);
      if (owner != null) {
        owners.add(owner);
      }
    }
    postponed.clear();
    owners.addAll(owners(round));
    for (TypeElement owner : owners) {
      if (Unresolved.in(owner)) {
        postponed.add(owner.getQualifiedName().toString());
      } else {
        generate(owner, problems);
      }
    }
    if (isFirst) {
      checkStray(round, problems);
    }
    isFirst = false;
    writeFragments(round, owners, problems);
    return false;
  }

  private Set<TypeElement> owners(RoundEnvironment round) {
    Set<TypeElement> owners = new LinkedHashSet<>();
    for (Element element : annotatedWith(round, Annotations.AUTO_PARAM)) {
      owners.add(
          (TypeElement) (element instanceof TypeElement ? element : element.getEnclosingElement()));
    }
    return owners;
  }

  private Set<? extends Element> annotatedWith(RoundEnvironment round, String annotation) {
    TypeElement type = processingEnv.getElementUtils().getTypeElement(annotation);
    return type == null ? Set.of() : round.getElementsAnnotatedWith(type);
  }

  private void generate(TypeElement owner, Problems problems) {
    List<BoundCall> calls =
        new Signatures(processingEnv.getTypeUtils(), problems)
            .distinct(new CallReader(processingEnv, problems).read(owner));
    if (calls.isEmpty()) {
      return;
    }
    ClassWriter.Written file = ClassWriter.write(processingEnv.getElementUtils(), owner, calls);
    if (file.clash() != null) {
      problems.error(calls.get(0).annotated(), ErrorId.BAD_NAME, file.clash());
      return;
    }
    try (Writer out =
        processingEnv.getFiler().createSourceFile(file.className(), owner).openWriter()) {
      out.write(file.text());
    } catch (FilerException e) {
      problems.error(
          owner,
          ErrorId.CLASS_EXISTS,
          "the class "
              + file.className()
              + " exists already, and code is to be generated under that name; rename it");
    } catch (IOException e) {
      problems.error(
          owner, ErrorId.CANNOT_WRITE, "cannot write " + file.className() + ": " + e.getMessage());
    }
  }

  /** Annotations that nobody looks at are mistakes. */
  private void checkStray(RoundEnvironment round, Problems problems) {
    for (String annotation :
        List.of(Annotations.DEFAULT, Annotations.MIN, Annotations.MAX, Annotations.ONE_OF)) {
      for (Element element : annotatedWith(round, annotation)) {
        if (isStray(element) && !isToldOnAParameter(element, annotation)) {
          problems.error(
              element,
              Annotations.find(element, annotation),
              ErrorId.STRAY,
              "@"
                  + annotation.substring(annotation.lastIndexOf('.') + 1)
                  + " has no effect here; add @AutoParam to the method, constructor or record, or"
                  + " remove it");
        }
      }
    }
  }

  /** Constructors that another processor wrote into a class after it was shown to this one. */
  private void checkMadeLater(Problems problems) {
    for (String name : roots) {
      TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
      if (type != null) {
        checkMadeLater(type, problems);
      }
    }
  }

  private static void checkMadeLater(TypeElement type, Problems problems) {
    for (Element member : type.getEnclosedElements()) {
      if (member instanceof TypeElement nested) {
        checkMadeLater(nested, problems);
      } else if (Lombok.made(member) && Annotations.has(member, Annotations.AUTO_PARAM)) {
        problems.error(
            type,
            ErrorId.MADE_LATER,
            "Lombok makes this constructor with its @AutoParam when code was generated already, and"
                + " its parameters have no @Default; write the constructor of "
                + type.getSimpleName()
                + " yourself, or make it a record");
      }
    }
  }

  /**
   * Whether the compiler copied a component's annotation to a parameter of the constructor, where
   * it is told as well; and with its place, which components have none of.
   */
  private static boolean isToldOnAParameter(Element element, String annotation) {
    return element.getKind() == ElementKind.RECORD_COMPONENT
        && Objects.requireNonNull(element.getEnclosingElement()).getEnclosedElements().stream()
            .filter(member -> member.getKind() == ElementKind.CONSTRUCTOR)
            .flatMap(member -> ((ExecutableElement) member).getParameters().stream())
            .anyMatch(
                parameter ->
                    parameter.getSimpleName().equals(element.getSimpleName())
                        && Annotations.has(parameter, annotation));
  }

  private boolean isStray(Element element) {
    Element around = Objects.requireNonNull(element.getEnclosingElement());
    if (Annotations.has(around, Annotations.AUTO_PARAM) || isCopy(around)) {
      return false;
    }
    Element owner =
        around instanceof TypeElement
            ? around
            : Objects.requireNonNull(around.getEnclosingElement());
    if (around.getKind() == ElementKind.CONSTRUCTOR
        && Annotations.has(owner, Annotations.AUTO_PARAM)) {
      return false; // where that is wrong it is said on the class
    }
    if (owner.getKind() != ElementKind.RECORD || around.getKind() == ElementKind.METHOD) {
      return true;
    }
    if (isBound(owner, around)) {
      return false;
    }
    // Of a record, the compiler may show the annotations of components on constructors, too.
    return !Annotations.has(owner, Annotations.AUTO_PARAM)
        && owner.getEnclosedElements().stream()
            .noneMatch(
                member ->
                    member.getSimpleName().contentEquals("<init>")
                        && Annotations.has(member, Annotations.AUTO_PARAM));
  }

  /** Whether hp-config looks at it: on the components of records that it binds. */
  private boolean isBound(Element record, Element around) {
    if (processingEnv.getElementUtils().getTypeElement("io.hyperparameter.config.Config") == null) {
      return false;
    }
    if (!(around instanceof ExecutableElement constructor)) {
      return true;
    }
    List<? extends RecordComponentElement> components =
        ((TypeElement) record).getRecordComponents();
    List<? extends VariableElement> parameters = constructor.getParameters();
    if (components.size() != parameters.size()) {
      return false;
    }
    for (int i = 0; i < components.size(); i++) {
      // the canonical constructor has the names of the components, and no other may have them all
      if (!components.get(i).getSimpleName().equals(parameters.get(i).getSimpleName())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether another tool wrote the element and copied the annotation: into sources it generated
   * earlier, or into the {@code copy} of a Kotlin data class.
   */
  private static boolean isCopy(Element around) {
    for (Element e = around; e != null; e = e.getEnclosingElement()) {
      boolean generated =
          e.getAnnotationMirrors().stream()
              .anyMatch(
                  mirror ->
                      mirror
                          .getAnnotationType()
                          .asElement()
                          .getSimpleName()
                          .toString()
                          .endsWith("Generated"));
      if (generated) {
        return true;
      }
    }
    return around.getSimpleName().contentEquals("copy")
        && around.getEnclosingElement() instanceof TypeElement owner
        && Kotlin.made(owner);
  }

  private void writeFragments(RoundEnvironment round, Set<TypeElement> owners, Problems problems) {
    Set<TypeElement> sources = new LinkedHashSet<>();
    for (Element root : round.getRootElements()) {
      if (root instanceof TypeElement type) {
        sources.add(type);
      }
    }
    owners.forEach(owner -> sources.add(Declarations.topLevel(owner)));
    Declarations declarations = new Declarations(processingEnv);
    for (TypeElement source : sources) {
      boolean later =
          postponed.stream()
              .anyMatch(name -> (name + ".").startsWith(source.getQualifiedName() + "."));
      if (later) {
        continue;
      }
      List<ParamEntry> entries = new ArrayList<>();
      declarations.in(source).forEach(declared -> entries.add(declared.entry()));
      if (!entries.isEmpty()) {
        writeFragment(source, ParamIndex.of(entries), problems);
      }
    }
  }

  private void writeFragment(TypeElement source, ParamIndex index, Problems problems) {
    String name = Declarations.fragment(processingEnv, source);
    try (Writer out =
        processingEnv
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", name, source)
            .openWriter()) {
      out.write(index.toJson());
    } catch (IOException e) {
      problems.error(source, ErrorId.CANNOT_WRITE, "cannot write " + name + ": " + e.getMessage());
    }
  }
}
