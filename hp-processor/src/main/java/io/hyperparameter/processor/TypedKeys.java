package io.hyperparameter.processor;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.processor.Declarations.Declared;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Reads constants such as {@code static final DoubleParam LR = Param.ofDouble("train.lr", 0.001)}
 * from their syntax trees. The arguments must be constants, or the key stays out of the index.
 *
 * <p>The trees are taken as they were parsed: asking the compiler what a name in them means would
 * have it check the class before other processors have written what it refers to.
 */
final class TypedKeys {
  private static final String PACKAGE = "io.hyperparameter.";

  /** The type in the index by the class of the field; what is missing has a type argument. */
  private static final Map<String, String> TYPES =
      Map.of(
          PACKAGE + "IntParam", "int",
          PACKAGE + "LongParam", "long",
          PACKAGE + "DoubleParam", "double",
          PACKAGE + "BooleanParam", "boolean",
          PACKAGE + "Param", "");

  /** As the index names what is in a list of numbers or booleans. */
  private static final Map<String, String> UNBOXED =
      Map.of(
          "Byte", "byte",
          "Short", "short",
          "Integer", "int",
          "Long", "long",
          "Float", "float",
          "Double", "double",
          "Boolean", "boolean");

  private static final String OF_LIST = "ofList";

  private static final Set<String> FACTORIES =
      Set.of("ofInt", "ofLong", "ofDouble", "ofBoolean", "ofString", "ofEnum", "of", OF_LIST);

  /** Numbers of more characters keep their exponent. */
  private static final int PLAIN = 12;

  private final TreeView source;
  private final Types types;
  private final Docs docs;
  private final Constants constants;

  TypedKeys(ProcessingEnvironment env, TreeView source) {
    this.source = source;
    this.types = env.getTypeUtils();
    this.docs = new Docs(env.getElementUtils());
    this.constants = new Constants(env);
  }

  /** Whether a field is a constant of a class of typed keys. */
  static boolean isKey(VariableElement field) {
    return field.getModifiers().containsAll(Set.of(Modifier.STATIC, Modifier.FINAL))
        && field.asType() instanceof DeclaredType declared
        && TYPES.containsKey(((TypeElement) declared.asElement()).getQualifiedName().toString());
  }

  /** What the index says of a field; null if it is none of these constants. */
  @Nullable Declared read(VariableElement field) {
    TreePath path = isKey(field) ? source.path(field) : null;
    if (path == null
        || !(field.asType() instanceof DeclaredType declared)
        || !(path.getLeaf() instanceof VariableTree tree)
        || !(tree.getInitializer() instanceof MethodInvocationTree last)) {
      return null;
    }
    KeyBounds bounds = new KeyBounds(constants, field, path);
    MethodInvocationTree call = bounds.strip(last);
    String factory = name(call.getMethodSelect());
    if (!FACTORIES.contains(factory)) {
      return null;
    }
    List<? extends ExpressionTree> arguments = call.getArguments();
    if (arguments.size() < 2
        || !(constants.valueOf(arguments.get(0), field, path) instanceof String key)) {
      return null;
    }
    return new Declared(entry(field, declared, factory, key, arguments, bounds, path), field);
  }

  private ParamEntry entry(
      VariableElement field,
      DeclaredType declared,
      String factory,
      String key,
      List<? extends ExpressionTree> arguments,
      KeyBounds bounds,
      TreePath path) {
    boolean isList = factory.equals(OF_LIST);
    TypeElement argument = typeArgument(isList ? listOf(declared) : declared);
    String fieldType = ((TypeElement) declared.asElement()).getQualifiedName().toString();
    String type = TYPES.getOrDefault(fieldType, "");
    if (type.isEmpty()) {
      String full = argument == null ? "Object" : argument.getQualifiedName().toString();
      type = full.startsWith("java.lang.") ? full.substring("java.lang.".length()) : full;
      type = isList ? "List<" + UNBOXED.getOrDefault(type, type) + ">" : type;
    }
    TypeElement enumType =
        argument != null && argument.getKind() == ElementKind.ENUM ? argument : null;
    ExpressionTree last = arguments.get(arguments.size() - 1);
    boolean described = !isList && arguments.size() > 2;
    Object text = described ? constants.valueOf(last, field, path) : null;
    if (bounds.meaning() != null) {
      text = bounds.meaning();
    }
    TypeElement owner = (TypeElement) Objects.requireNonNull(field.getEnclosingElement());
    return new ParamEntry(
        key,
        type,
        isList ? null : defaultText(arguments.get(1), enumType, field, path),
        docs.ofField(field, text instanceof String s ? s : ""),
        enumType == null ? bounds.bounds() : Declarations.oneOf(ValueTypes.constants(enumType)),
        owner.getQualifiedName() + "#" + field.getSimpleName(),
        source.file(owner),
        source.line(field),
        bounds.isSecret() || Annotations.has(field, Annotations.SECRET));
  }

  /** The list that a {@code Param<List<E>>} is of. */
  private static @Nullable DeclaredType listOf(DeclaredType declared) {
    return declared.getTypeArguments().size() == 1
            && declared.getTypeArguments().get(0) instanceof DeclaredType list
        ? list
        : null;
  }

  private @Nullable TypeElement typeArgument(@Nullable DeclaredType declared) {
    return declared != null
            && declared.getTypeArguments().size() == 1
            && types.erasure(declared.getTypeArguments().get(0)) instanceof DeclaredType argument
        ? (TypeElement) argument.asElement()
        : null;
  }

  private @Nullable String defaultText(
      ExpressionTree tree, @Nullable TypeElement enumType, VariableElement field, TreePath path) {
    if (enumType != null) {
      String name = name(tree);
      return ValueTypes.constants(enumType).contains(name) ? name : null;
    }
    Object value = constants.valueOf(tree, field, path);
    return value == null ? null : text(value);
  }

  /** As people write it: 0.0003, not Java's 3.0E-4. */
  private static String text(Object value) {
    String text = value.toString();
    if (!(value instanceof Double) || text.indexOf('E') < 0) {
      return text;
    }
    String plain = new BigDecimal(text).stripTrailingZeros().toPlainString();
    return plain.length() <= PLAIN ? plain : text;
  }

  /** The last part of {@code a.b.c}. */
  private static String name(ExpressionTree tree) {
    if (tree instanceof MemberSelectTree select) {
      return select.getIdentifier().toString();
    }
    return tree instanceof IdentifierTree identifier ? identifier.getName().toString() : "";
  }
}
