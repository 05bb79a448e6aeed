package org.otklik.helpdesk.desk;

import io.micronaut.data.exceptions.OptimisticLockException;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.history.Actor;
import org.otklik.helpdesk.mailbox.HistoryImports;
import org.otklik.helpdesk.mailbox.MadeMailboxes;
import org.otklik.helpdesk.mailbox.MadeMailboxes.Made;
import org.otklik.helpdesk.mailbox.MailboxAct;
import org.otklik.helpdesk.mailbox.MailboxCheck;
import org.otklik.helpdesk.mailbox.MailboxForm;
import org.otklik.helpdesk.mailbox.MailboxReport;
import org.otklik.helpdesk.mailbox.MailboxSeal;
import org.otklik.helpdesk.mailbox.MailboxSecrets;
import org.otklik.helpdesk.mailbox.MailboxTest;
import org.otklik.helpdesk.mailbox.MailboxTrial;
import org.otklik.helpdesk.mailbox.Mailroom;
import org.otklik.helpdesk.ticket.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What administrators do with mailboxes: they make, change, remove, try, pause and resume them, and
 * have folders imported. Each such act is recorded with who did it. What is changed counts at once
 * here, and within a third of a lease in other programs on the same database.
 */
@Singleton
public class MailboxDesk {
  private static final Logger LOG = LoggerFactory.getLogger(MailboxDesk.class);

  private final TransactionOperations<Connection> transactions;
  private final MadeMailboxes made;
  private final MailboxCheck check;
  private final MailboxTrial trial;
  private final MailboxSeal seal;
  private final Mailroom mailroom;
  private final HistoryImports imports;
  private final MailboxAct.Rows acts;
  private final IdSource ids;
  private final InstantSource clock;

  MailboxDesk(
      TransactionOperations<Connection> transactions,
      MadeMailboxes made,
      MailboxCheck check,
      MailboxTrial trial,
      MailboxSeal seal,
      Mailroom mailroom,
      HistoryImports imports,
      MailboxAct.Rows acts,
      IdSource ids,
      InstantSource clock) {
    this.transactions = transactions;
    this.made = made;
    this.check = check;
    this.trial = trial;
    this.seal = seal;
    this.mailroom = mailroom;
    this.imports = imports;
    this.acts = acts;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A mailbox that was saved.
   *
   * @param anew whether it is another one now: all of it is read from its beginning
   */
  public record Saved(Made made, boolean anew) {}

  /** A mailbox that was made here. */
  public Optional<Made> find(String name) {
    return made.find(name);
  }

  /** Whether passwords and tokens can be kept, so that mailboxes can be made. */
  public boolean canKeepSecrets() {
    return seal.hasKey();
  }

  /** What administrators did to it, the latest first. */
  public List<MailboxAct> acts(String name) {
    return transactions.executeRead(status -> acts.of(name));
  }

  /** Has a new mailbox read. */
  public Outcome<Saved> add(String name, MailboxForm form, MailboxSecrets secrets, Actor by) {
    Optional<Refusal> refusal =
        nameProblem(name)
            .or(() -> problem(name, form))
            .or(() -> MailboxCheck.problem(form, secrets))
            .or(this::keyProblem);
    return refusal
        .<Outcome<Saved>>map(Outcome.Refused::new)
        .orElseGet(() ->
            saved(() -> {
              Made added = made.add(name, form, secrets);
              record(name, MailboxAct.Kind.ADDED, form.user() + " @ " + form.host(), by);
              return new Saved(added, true);
            }));
  }

  private Optional<Refusal> nameProblem(String name) {
    if (!MailboxCheck.isName(name)) {
      return Optional.of(Refusal.invalid("name", "refusal.mailbox.name"));
    }
    return trial.isInSettings(name) || made.find(name).isPresent()
        ? Optional.of(Refusal.invalid("name", "refusal.name-taken"))
        : Optional.empty();
  }

  private Optional<Refusal> problem(String name, MailboxForm form) {
    return check
        .problem(form)
        .or(() ->
            trial
                .readsTheSame(name, form)
                .map(other -> Refusal.invalid("user", "refusal.mailbox.read-already", other)));
  }

  private Optional<Refusal> keyProblem() {
    return seal.hasKey()
        ? Optional.empty()
        : Optional.of(Refusal.notAllowed("refusal.mailbox.no-key", List.of(), MailboxSeal.SETTING));
  }

  /**
   * Changes one.
   *
   * @param secrets none: those entered before stay, while the same server asks the same user
   * @param seen the version that they saw; null for whatever it is
   */
  public Outcome<Saved> change(
      String name, MailboxForm form, MailboxSecrets secrets, @Nullable Long seen, Actor by) {
    Optional<Made> found = made.find(name);
    if (found.isEmpty()) {
      return new Outcome.Refused<>(unknown(name));
    }
    Made before = found.get();
    if (seen != null && seen != before.version()) {
      return new Outcome.Refused<>(Refusal.changedMeanwhile());
    }
    Optional<Refusal> refusal =
        problem(name, form).or(() -> secretProblem(before, form, secrets)).or(this::keyProblem);
    return refusal
        .<Outcome<Saved>>map(Outcome.Refused::new)
        .orElseGet(() ->
            saved(() -> {
              Made changed = made.change(before, form, secrets);
              record(name, MailboxAct.Kind.CHANGED, changes(before, form, secrets), by);
              return new Saved(changed, !form.isSamePlace(before.form()));
            }));
  }

  /** Whoever may change a mailbox may not have its password sent to a server of their choice. */
  private static Optional<Refusal> secretProblem(
      Made before, MailboxForm form, MailboxSecrets secrets) {
    if (!secrets.isEmpty()) {
      return MailboxCheck.problem(form, secrets);
    }
    if (form.asksTheSame(before.form())) {
      return Optional.empty();
    }
    String field =
        switch (form.signIn()) {
          case PASSWORD -> "password";
          case CLIENT_CREDENTIALS -> "clientSecret";
          case REFRESH_TOKEN -> "refreshToken";
        };
    return Optional.of(Refusal.invalid(field, "refusal.mailbox.secret-again"));
  }

  private static String changes(Made before, MailboxForm form, MailboxSecrets secrets) {
    String changed = String.join(", ", form.differences(before.form()));
    if (secrets.isEmpty()) {
      return changed;
    }
    return changed.isEmpty() ? "secrets" : changed + ", secrets";
  }

  /** Ends reading one; what was read of it stays. */
  public Outcome<Made> remove(String name, @Nullable Long seen, Actor by) {
    Optional<Made> found = made.find(name);
    if (found.isEmpty()) {
      return new Outcome.Refused<>(unknown(name));
    }
    if (seen != null && seen != found.get().version()) {
      return new Outcome.Refused<>(Refusal.changedMeanwhile());
    }
    return saved(() -> {
      made.end(found.get());
      record(name, MailboxAct.Kind.REMOVED, "", by);
      return found.get();
    });
  }

  private Refusal unknown(String name) {
    return trial.isInSettings(name)
        ? Refusal.notAllowed("refusal.mailbox.in-settings", List.of())
        : Refusal.notFound("mailbox");
  }

  /**
   * Tries one before it is saved, changing nothing; takes a few time-outs at most.
   *
   * @param name of the one that is to be changed; "" of a new one
   * @param secrets none: those that are kept, if the same server asks the same user for them
   */
  public Outcome<MailboxTest> test(String name, MailboxForm form, MailboxSecrets secrets) {
    Optional<Made> before = made.find(name);
    Optional<Refusal> refusal =
        check
            .problem(form)
            .or(() ->
                before
                    .map(found -> secretProblem(found, form, secrets))
                    .orElseGet(() -> MailboxCheck.problem(form, secrets)));
    return refusal
        .<Outcome<MailboxTest>>map(Outcome.Refused::new)
        .orElseGet(() -> new Outcome.Done<>(trial.of(name, form, secrets)));
  }

  /** Ends reading a mailbox until it is resumed, also one of the settings. */
  public Outcome<MailboxReport> pause(String name, Actor by) {
    return done(name, mailroom.pause(name, by.name()), MailboxAct.Kind.PAUSED, by);
  }

  /** Reads a mailbox again. */
  public Outcome<MailboxReport> resume(String name, Actor by) {
    return done(name, mailroom.resume(name), MailboxAct.Kind.RESUMED, by);
  }

  private Outcome<MailboxReport> done(
      String name, Optional<MailboxReport> report, MailboxAct.Kind kind, Actor by) {
    if (report.isEmpty()) {
      return new Outcome.Refused<>(Refusal.notFound("mailbox"));
    }
    transactions.executeWrite(status -> record(name, kind, "", by));
    return new Outcome.Done<>(report.get());
  }

  /** Has a folder read once, as history. */
  public HistoryImports.Wanted want(String name, String folder, LocalDate since, Actor by) {
    var wanted = imports.want(name, folder, since, by.name());
    if (wanted instanceof HistoryImports.Wanted.Begun) {
      transactions.executeWrite(
          status -> record(name, MailboxAct.Kind.IMPORT, folder + ", " + since, by));
    }
    return wanted;
  }

  private <T> Outcome<T> saved(Supplier<T> act) {
    try {
      T value = transactions.executeWrite(status -> act.get());
      mailroom.changed();
      return new Outcome.Done<>(value);
    } catch (OptimisticLockException e) {
      return new Outcome.Refused<>(Refusal.changedMeanwhile());
    }
  }

  private MailboxAct record(String name, MailboxAct.Kind kind, String said, Actor by) {
    LOG.info("Mailbox {}: {} by {}", name, kind, by.name());
    return acts.save(
        new MailboxAct(
            ids.next(),
            name,
            kind,
            said.length() <= 500 ? said : said.substring(0, 500),
            Optional.ofNullable(by.id()).orElseThrow(),
            by.name(),
            clock.instant()));
  }
}
