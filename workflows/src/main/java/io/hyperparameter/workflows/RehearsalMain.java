package io.hyperparameter.workflows;

import io.hyperparameter.workflows.Workflow.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs of the workflows on this machine: {@code ./long-checks workflows}. Arguments: the
 * repository, then what is run, {@code release} or {@code release/publish}; everything without.
 */
public final class RehearsalMain {
  private static final String SERVER = "https://github.com";

  private final Repository repository;
  private final Path target;
  private final Machine machine = new Machine();
  private final List<String> results = new ArrayList<>();
  private final Set<String> failed = new TreeSet<>();

  private RehearsalMain(Path root) throws IOException {
    repository = new Repository(root);
    target = root.resolve("workflows/target/rehearsal");
  }

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]).toRealPath();
    List<String> names = List.of(args).subList(1, args.length);
    RehearsalMain main = new RehearsalMain(root);
    List<Workflow> workflows = Workflow.in(root);
    for (String name : names) {
      if (workflows.stream()
          .noneMatch(w -> w.jobs().stream().anyMatch(j -> isNamed(j, List.of(name))))) {
        System.err.println("no job is named " + name + "; there are:");
        workflows.forEach(w -> w.jobs().forEach(j -> System.err.println("  " + name(j))));
        System.exit(2);
      }
    }
    String changed = Processes.output(List.of("git", "status", "--porcelain"), root);
    System.out.println(
        "what is committed runs" + (changed.isEmpty() ? "" : ", without:\n" + changed));
    for (Workflow workflow : workflows) {
      if (workflow.jobs().stream().anyMatch(job -> isNamed(job, names))) {
        main.run(workflow, names);
      }
    }
    System.out.println();
    main.results.forEach(System.out::println);
    System.exit(main.failed.isEmpty() ? 0 : 1);
  }

  private static boolean isNamed(Job job, List<String> names) {
    return names.isEmpty() || names.contains(name(job)) || names.contains(job.workflow().name());
  }

  private static String name(Job job) {
    return job.workflow().name() + "/" + job.id();
  }

  private void run(Workflow workflow, List<String> names) throws IOException {
    Path directory = target.resolve(workflow.name());
    Path artifacts = Files.createDirectories(directory.resolve("artifacts"));
    for (Path earlier : Rehearsal.list(directory)) {
      if (!earlier.equals(artifacts)) { // of a job that is not run again
        Rehearsal.delete(earlier);
      }
    }
    boolean releases = workflow.text().contains("secrets.GPG_KEY");
    Path source = releases ? directory.resolve("release") : repository.root();
    String ref = releases ? "v" + release(source) : "main";
    for (Job job : workflow.jobs()) {
      if (!isNamed(job, names)) {
        continue;
      }
      int number = 0;
      for (Map<String, Object> combination : job.combinations()) {
        String name = name(job) + (combination.isEmpty() ? "" : " " + combination);
        System.out.println("\n== " + name);
        Path clone = directory.resolve(job.id() + "-" + ++number);
        String why = run(job, combination, ref, source, clone, artifacts);
        if (why != null && why.startsWith("FAILED")) {
          failed.add(job.id());
        }
        results.add((why == null ? "passed: " : "") + name + (why == null ? "" : ": " + why));
        System.out.println(results.get(results.size() - 1));
      }
    }
  }

  /** Null where it passed; what a failure leaves lies there to be looked at. */
  private @Nullable String run(
      Job job, Map<String, Object> combination, String ref, Path source, Path clone, Path artifacts)
      throws IOException {
    for (String need : job.needs()) {
      if (failed.contains(need)) {
        return "left out, " + need + " failed";
      }
    }
    boolean signs = job.steps().stream().anyMatch(s -> s.env().toString().contains("GPG_KEY"));
    Map<String, Object> contexts = contexts(job, combination, ref, null);
    String lacks = machine.lacks(job, contexts);
    if (lacks != null) {
      return "left out, " + lacks;
    }
    if (!signs) {
      return run(job, contexts, environment(contexts), source, clone, artifacts);
    }
    Path bundle = clone.resolveSibling("bundle.zip");
    try (SigningKey key = new SigningKey();
        Portal portal = new Portal(bundle)) {
      Map<String, String> environment = environment(contexts);
      environment.merge("MAVEN_ARGS", " -DcentralBaseUrl=" + portal.url(), String::concat);
      Map<String, Object> signed = contexts(job, combination, ref, key);
      String why = run(job, signed, environment, source, clone, artifacts);
      return why == null ? bundle(bundle, key) : why;
    }
  }

  private @Nullable String run(
      Job job,
      Map<String, Object> contexts,
      Map<String, String> environment,
      Path source,
      Path clone,
      Path artifacts)
      throws IOException {
    Processes.output(List.of("git", "clone", "-q", source.toString(), clone.toString()), source);
    Path log = clone.resolveSibling(clone.getFileName() + ".log");
    System.out.println("   prints to " + repository.root().relativize(log));
    String why;
    try {
      why =
          new Rehearsal(job, contexts, clone, artifacts, log, programs(), environment).run(machine);
    } catch (IOException e) {
      why = e.getMessage();
    }
    if (why == null) {
      Rehearsal.delete(clone);
    } else {
      if (Files.exists(log)) {
        List<String> lines = Files.readAllLines(log);
        lines.subList(Math.max(0, lines.size() - 40), lines.size()).forEach(System.out::println);
      }
    }
    return why == null ? null : "FAILED, " + why;
  }

  /** What was handed over, and would be refused. */
  private @Nullable String bundle(Path zip, SigningKey key) throws IOException {
    if (!Files.exists(zip)) {
      return "FAILED, nothing was handed over";
    }
    Bundle bundle = new Bundle(zip);
    List<String> problems = bundle.problems(key);
    Set<String> expected = repository.published();
    if (!bundle.artifacts().equals(expected)) {
      problems.add("published is " + bundle.artifacts() + ", and not " + expected);
    }
    problems.forEach(System.out::println);
    System.out.println(
        "   the bundle: " + bundle.artifacts().size() + " artifacts, " + bundle.size() + " files");
    return problems.isEmpty() ? null : "FAILED, " + problems.size() + " problems of the bundle";
  }

  /** A clone with the commit and the tag that step 1 and 2 of a release make; its version. */
  private String release(Path clone) throws IOException {
    Path root = repository.root();
    Processes.output(List.of("git", "clone", "-q", root.toString(), clone.toString()), root);
    String version = repository.version().replace("-SNAPSHOT", "");
    Processes.output(List.of(".github/release-version", version), clone);
    List<String> git =
        List.of("git", "-c", "user.name=rehearsal", "-c", "user.email=rehearsal@example.invalid");
    for (List<String> arguments :
        List.of(List.of("commit", "-q", "-a", "-m", version), List.of("tag", "v" + version))) {
      List<String> command = new ArrayList<>(git);
      command.addAll(arguments);
      Processes.output(command, clone);
    }
    return version;
  }

  private Map<String, Object> contexts(
      Job job, Map<String, Object> combination, String ref, @Nullable SigningKey key)
      throws IOException {
    Map<String, Object> secrets = new HashMap<>();
    repository.secrets().forEach(name -> secrets.put(name, "rehearsal"));
    secrets.put("GPG_KEY", key == null ? "" : key.armored());
    secrets.put("GPG_PASSPHRASE", SigningKey.PASSPHRASE);
    Map<String, Object> github = new HashMap<>();
    github.put("workflow", job.workflow().name());
    github.put("job", job.id());
    github.put("ref", ref);
    github.put("ref_name", ref);
    github.put("server_url", SERVER);
    github.put("repository", repository.url().replace(SERVER + "/", ""));
    github.put("token", "rehearsal");
    return Map.of("matrix", combination, "secrets", secrets, "github", github);
  }

  private static Map<String, String> environment(Map<String, Object> contexts) {
    Map<String, Object> github = Yaml.map(contexts.get("github"));
    Map<String, String> environment = new HashMap<>();
    environment.put("CI", "true");
    for (String name : List.of("workflow", "job", "ref", "ref_name", "server_url", "repository")) {
      environment.put(
          "GITHUB_" + name.toUpperCase(java.util.Locale.ROOT), Yaml.string(github.get(name)));
    }
    // no version that was never released goes into the user's repository
    String arguments = System.getenv().getOrDefault("MAVEN_ARGS", "");
    environment.put("MAVEN_ARGS", (arguments + " -Dmaven.install.skip=true").strip());
    return environment;
  }

  /** Stand for programs that would change this machine or another one. */
  private Path programs() throws IOException {
    Path programs = Files.createDirectories(target.resolve("programs"));
    program(programs.resolve("sudo"), "echo \"not run: sudo $*\"\n");
    program(
        programs.resolve("gh"),
        """
        echo "not run: gh $*"
        previous=
        for argument in "$@"; do
          case $argument in
            *.zip) [ -s "$argument" ] || { echo "gh: there is no $argument"; exit 1; } ;;
          esac
          [ "$previous" != --notes-file ] || [ -s "$argument" ] || { echo "gh: $argument is empty"; exit 1; }
          previous=$argument
        done
        """);
    return programs;
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made a program");
    }
  }
}
