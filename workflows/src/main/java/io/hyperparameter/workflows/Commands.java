package io.hyperparameter.workflows;

import io.hyperparameter.workflows.Workflow.Job;
import io.hyperparameter.workflows.Workflow.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Scripts can be read by bash, the files of the repository that they name are there, and what is
 * handed to our own programs and to Maven is what these take.
 */
final class Commands implements Check {
  /** They hand their arguments to Maven. */
  private static final Set<String> MAVEN = Set.of("./mvnw", "./verify", ".github/same-twice");

  @Override
  public void look(Workflow workflow, Repository repository, Consumer<String> problem) {
    for (Job job : workflow.jobs()) {
      Set<String> said = new HashSet<>();
      Set<String> seen = new HashSet<>();
      for (Map<String, Object> combination : job.combinations()) {
        Set<String> written = new HashSet<>();
        for (Step step : job.steps()) {
          String script;
          try {
            script = Expression.filled(step.run(), Map.of("matrix", combination));
          } catch (IllegalArgumentException e) {
            continue; // References says it
          }
          if (!seen.add(step.number() + script)) {
            continue; // nothing of the matrix is in it
          }
          look(
              script,
              written,
              repository,
              text -> {
                if (said.add(step + text)) {
                  problem.accept(step + ": " + text);
                }
              });
        }
      }
    }
  }

  private static void look(
      String text, Set<String> written, Repository repository, Consumer<String> problem) {
    if (text.isEmpty()) {
      return;
    }
    bash(text, problem);
    Script script = Script.of(text);
    written.addAll(script.written());
    for (List<String> command : script.commands()) {
      String program = command.get(0);
      List<String> arguments = command.subList(1, command.size());
      for (String argument : arguments) {
        if (isFile(argument, repository)
            && !written.contains(argument)
            && !repository.has(argument)) {
          problem.accept("there is no file " + argument);
        }
      }
      if (!program.contains("/") || program.startsWith("/") || program.contains("$")) {
        continue; // no program of ours
      }
      if (!repository.hasProgram(program)) {
        problem.accept(
            program + (repository.has(program) ? " is not executable" : " is not there"));
      } else if (MAVEN.contains(program)) {
        MavenCommand.of(arguments).look(repository, problem);
      } else {
        Set<String> words = repository.wordsOf(program);
        for (String argument : arguments) {
          if (argument.matches("-?[a-z][a-z-]*") && !words.contains(argument)) {
            problem.accept(program + " does not know " + argument);
          }
        }
      }
    }
  }

  /** A document, or what lies in a directory of ours and is not made by a build. */
  private static boolean isFile(String word, Repository repository) {
    if (word.matches("[\\w-]+\\.(md|xml)")) {
      return true;
    }
    String first = word.replaceFirst("/.*", "");
    return word.matches("[\\w.-]+/[\\w./-]+")
        && repository.has(first)
        && !word.matches(".*\\b(target|build)\\b.*");
  }

  /** Where there is no bash, another system says what it would. */
  private static void bash(String text, Consumer<String> problem) {
    try {
      Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
      try (var in = bash.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      }
      String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (bash.waitFor() != 0) {
        problem.accept("bash: " + printed.strip());
      }
    } catch (IOException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
