package org.otklik.helpdesk.command;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.mail.MailReasons;
import org.otklik.helpdesk.mail.MailTrial;
import org.otklik.helpdesk.mail.MailTrial.Judged;
import org.otklik.helpdesk.words.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what would become of a mail, and which rules say so; changes nothing. */
@Command(
    name = "screen",
    mixinStandardHelpOptions = true,
    description = {
      "Says what would become of raw mails (RFC 5322) if they came now, and why: the rules that are"
          + " asked in their order, the last of which decides.",
      "Configured as serve is, and changes nothing. With the embedded database it works while the"
          + " program doesn't run."
    })
public final class ScreenCommand implements Callable<Integer> {
  private final Map<String, Object> settings;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files with one raw mail each.")
  private List<Path> files = List.of();

  @Option(
      names = "--mailbox",
      paramLabel = "NAME",
      description = "The mailbox that they come to; needed when there are several.")
  private @Nullable String mailbox;

  @Option(
      names = "--arrived",
      paramLabel = "INSTANT",
      description = "When they arrive, instead of now: 2026-11-20T15:30+03:00, or in UTC.")
  private @Nullable String arrived;

  @Option(
      names = "--as-if-new",
      description = "Judges also what came before, and would only be a duplicate.")
  private boolean asIfNew;

  @Option(
      names = "--language",
      paramLabel = "LANGUAGE",
      description = "en (the default) or ru: what the reasons are told in.")
  private String language = "en";

  /** Configured by the environment, as the program is. */
  public ScreenCommand() {
    this(Map.of());
  }

  /** With settings besides those of the environment. */
  ScreenCommand(Map<String, Object> settings) {
    this.settings = settings;
  }

  /** 0; 1 when a file can't be read; 2 when no such mailbox is configured. */
  @Override
  public Integer call() {
    var all = new HashMap<>(settings);
    all.put("otklik.database.look-only", true);
    try (ApplicationContext context =
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .properties(all)
            .build()
            .start()) {
      return judge(context.getBean(MailTrial.class), context.getBean(InstantSource.class));
    }
  }

  private int judge(MailTrial trial, InstantSource clock) {
    String chosen = chosen(trial.mailboxes());
    Instant at = arrived == null ? clock.instant() : WrittenInstant.parse(arrived, ZoneOffset.UTC);
    int code = ExitCode.OK;
    PrintWriter out = commandLine().getOut();
    for (Path file : files) {
      try {
        if (!Files.isReadable(file)) {
          throw new IOException("there is no such file, or it may not be read");
        }
        print(file, chosen, trial.judge(file, chosen, at, asIfNew), out);
      } catch (IOException e) {
        out.println(file + ": " + e.getMessage());
        code = ExitCode.SOFTWARE;
      }
    }
    out.flush();
    return code;
  }

  private String chosen(List<String> mailboxes) {
    String wanted = mailbox;
    if (wanted == null && mailboxes.size() == 1) {
      return mailboxes.getFirst();
    }
    if (wanted == null || !mailboxes.contains(wanted)) {
      throw new ParameterException(
          commandLine(),
          (wanted == null ? "Which mailbox?" : "There is no mailbox " + wanted + ".")
              + " --mailbox names one of: "
              + String.join(", ", mailboxes));
    }
    return wanted;
  }

  private void print(Path file, String to, Judged judged, PrintWriter out) {
    Words words = Words.in(Language.of(language));
    out.printf("%s%n", file);
    out.printf("  mailbox  %s, trust: %s%n", to, judged.trusts().isEmpty() ? "-" : judged.trusts());
    out.printf("  sender   %s%n", judged.sender().isEmpty() ? "-" : judged.sender());
    out.printf(
        "  outcome  %s: %s%n", judged.outcome(), words.say("console.outcome." + judged.outcome()));
    out.printf("  why      %s%n", MailReasons.say(judged.reason(), judged.reasonDetail(), words));
    for (int i = 0; i < judged.asked().size(); i++) {
      String rule = judged.asked().get(i);
      boolean fired = i == judged.asked().size() - 1;
      out.printf("  %s %-24s %s%n", fired ? "=>" : " -", rule, words.say("rule." + rule));
    }
  }

  private picocli.CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("runs within picocli only");
    }
    return spec.commandLine();
  }
}
