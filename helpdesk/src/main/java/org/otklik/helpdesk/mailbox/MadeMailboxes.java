package org.otklik.helpdesk.mailbox;

import io.micronaut.data.exceptions.OptimisticLockException;
import io.micronaut.transaction.annotation.Transactional;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.database.CannotStartException;
import org.otklik.helpdesk.mailbox.MailSettings.ReadMailbox;
import org.otklik.intake.message.MailAddress;
import org.otklik.intake.wire.AccessToken;
import org.otklik.intake.wire.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mailboxes that administrators made in the console: kept in the database, known to all
 * programs on it within a third of a lease. Thread-safe.
 */
@Singleton
public class MadeMailboxes {
  private static final Logger LOG = LoggerFactory.getLogger(MadeMailboxes.class);
  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  private final MadeMailbox.Rows rows;
  private final Mailbox.Rows mailboxes;
  private final MailboxRun.Runs runs;
  private final MailboxSeal seal;
  private final KeptRefreshTokens tokens;
  private final Provider<IdSource> ids;
  private final InstantSource clock;
  private volatile @Nullable Known known;

  /** A provider: who only looks, as {@code screen} does, takes no ids from the database. */
  MadeMailboxes(
      MadeMailbox.Rows rows,
      Mailbox.Rows mailboxes,
      MailboxRun.Runs runs,
      MailboxSeal seal,
      KeptRefreshTokens tokens,
      Provider<IdSource> ids,
      InstantSource clock) {
    this.rows = rows;
    this.mailboxes = mailboxes;
    this.runs = runs;
    this.seal = seal;
    this.tokens = tokens;
    this.ids = ids;
    this.clock = clock;
  }

  /** One as it is kept. */
  public record Made(String name, long version, MailboxForm form) {}

  /**
   * One that a program has to do with.
   *
   * @param ended whether it isn't to be read any more, only what was read to be worked upon
   */
  record Wanted(long id, long version, ReadMailbox mailbox, boolean ended) {}

  /** What was known last. */
  private record Known(Map<Long, Wanted> wanted, Set<String> addresses) {
    static Known of(Map<Long, Wanted> wanted) {
      return new Known(
          Map.copyOf(wanted),
          wanted.values().stream()
              .filter(one -> !one.ended())
              .map(one -> MailAddress.of(one.mailbox().address()).normalized())
              .collect(Collectors.toSet()));
    }
  }

  /** One that is read. */
  @Transactional
  public Optional<Made> find(String name) {
    return rows.named(name).map(row -> new Made(row.name(), row.version(), row.form()));
  }

  /** Of the caller's transaction; its name isn't taken, and what lets in can be sealed. */
  @Transactional
  public Made add(String name, MailboxForm form, MailboxSecrets secrets) {
    return begin(name, form, seal.seal(secrets, form));
  }

  /**
   * Changes one.
   *
   * @param secrets empty: those that are kept, which is possible only while the same server asks
   *     for them
   * @throws OptimisticLockException when somebody else was quicker
   */
  @Transactional
  public Made change(Made seen, MailboxForm form, MailboxSecrets secrets) {
    MadeMailbox row = current(seen);
    String sealed =
        secrets.isEmpty() && row.sealed() != null ? row.sealed() : seal.seal(secrets, form);
    if (form.isSamePlace(row.form())) {
      return made(
          rows.update(MadeMailbox.of(row.mailboxId(), row.name(), form, sealed, row.version())));
    }
    Optional<MailboxRun> run = run(row.mailboxId());
    end(seen);
    Made another = begin(row.name(), form, sealed);
    run.filter(MailboxRun::isPaused).ifPresent(paused -> stillPaused(another, paused));
    return another;
  }

  private void stillPaused(Made made, MailboxRun paused) {
    long id = rows.named(made.name()).orElseThrow().mailboxId();
    runs.pause(
        id,
        Optional.ofNullable(paused.pausedAt()).orElseGet(clock::instant),
        Optional.ofNullable(paused.pausedBy()).orElse(""));
  }

  private Optional<MailboxRun> run(long id) {
    return runs.all().stream().filter(run -> run.mailboxId() == id).findFirst();
  }

  /**
   * Ends one: it isn't read any more, its secrets are gone, its name is free.
   *
   * @throws OptimisticLockException when somebody else was quicker
   */
  @Transactional
  public void end(Made seen) {
    MadeMailbox row = current(seen);
    if (rows.end(row.mailboxId(), row.version(), clock.instant()) == 0) {
      throw new OptimisticLockException("the mailbox was changed meanwhile");
    }
    mailboxes.rename(row.mailboxId(), MadeMailbox.formerName(row.mailboxId(), row.name()));
  }

  private MadeMailbox current(Made seen) {
    return rows.named(seen.name())
        .filter(row -> row.version() == seen.version())
        .orElseThrow(() -> new OptimisticLockException("the mailbox was changed meanwhile"));
  }

  /** What was read before of the same place isn't read again. */
  private Made begin(String name, MailboxForm form, String sealed) {
    String address = MailAddress.of(form.address()).normalized();
    // A mailbox of this name that stood in the settings was another one, for all we know.
    mailboxes
        .findByName(name)
        .ifPresent(old -> mailboxes.rename(old.id(), MadeMailbox.formerName(old.id(), name)));
    Optional<MadeMailbox> before =
        rows.ended(form.user(), form.folder()).stream()
            .filter(row -> row.form().isSamePlace(form))
            .findFirst();
    if (before.isPresent()) {
      MadeMailbox row = before.get();
      mailboxes.rename(row.mailboxId(), name);
      mailboxes.changeAddress(row.mailboxId(), address);
      return made(rows.update(MadeMailbox.of(row.mailboxId(), name, form, sealed, row.version())));
    }
    long id = ids.get().next();
    mailboxes.save(new Mailbox(id, name, address));
    runs.introduce(id);
    return made(rows.save(MadeMailbox.of(id, name, form, sealed, 0)));
  }

  private static Made made(MadeMailbox row) {
    return new Made(row.name(), row.version(), row.form());
  }

  /** Whether it was made in the console, ever. */
  boolean has(long mailboxId) {
    return rows.count(mailboxId) > 0;
  }

  /** What is kept by now. */
  Collection<Wanted> look() {
    return lookAnew().wanted().values();
  }

  private synchronized Known lookAnew() {
    Known last = known;
    Map<Long, Wanted> before = last == null ? Map.of() : last.wanted();
    var now = new HashMap<Long, Wanted>();
    for (MadeMailbox row : rows.wanted()) {
      var same = Optional.ofNullable(before.get(row.mailboxId()));
      same.filter(wanted -> wanted.version() == row.version())
          .or(() -> wanted(row))
          .ifPresent(wanted -> now.put(row.mailboxId(), wanted));
    }
    Known fresh = Known.of(now);
    known = fresh;
    return fresh;
  }

  /** As it was known last; the database is asked only at the beginning. */
  private Known known() {
    Known now = known;
    return now == null ? lookAnew() : now;
  }

  /** Those that are read. */
  public List<ReadMailbox> read() {
    return known().wanted().values().stream()
        .filter(wanted -> !wanted.ended())
        .map(Wanted::mailbox)
        .toList();
  }

  /** Whether people write to one of them there; asked for each mail. */
  boolean isAddress(String address) {
    return known().addresses().contains(address);
  }

  private Optional<Wanted> wanted(MadeMailbox row) {
    try {
      Optional<MailboxSecrets> secrets =
          Optional.ofNullable(row.sealed()).flatMap(sealed -> seal.open(sealed, row.form()));
      return Optional.of(
          new Wanted(
              row.mailboxId(),
              row.version(),
              mailbox(row.placeName(), row.form(), secrets),
              row.hasEnded()));
    } catch (CannotStartException e) {
      LOG.warn("Mailbox {} can't be read: {}", row.name(), e.getMessage());
      return Optional.empty();
    }
  }

  /** The secrets that are kept for one; nothing when they can't be opened. */
  Optional<MailboxSecrets> secrets(String name) {
    return rows.named(name)
        .flatMap(row ->
            Optional.ofNullable(row.sealed()).flatMap(sealed -> seal.open(sealed, row.form())));
  }

  /**
   * A mailbox to read.
   *
   * @param secrets nothing: nobody can log in, and the mailbox says why
   * @throws CannotStartException with words in English, when it is none
   */
  ReadMailbox mailbox(String name, MailboxForm form, Optional<MailboxSecrets> secrets) {
    MailboxSecrets known = secrets.orElse(new MailboxSecrets("-", "-", "-"));
    boolean byToken = form.signIn() != MailboxForm.SignIn.PASSWORD;
    var mailbox =
        new MailboxConfiguration(
                name,
                form.address(),
                form.client(),
                form.protocol(),
                form.host(),
                form.port(),
                form.security(),
                form.user(),
                known.password(),
                byToken ? form.oauthEndpoint() : null,
                form.oauthClientId(),
                known.clientSecret().isEmpty() ? null : known.clientSecret(),
                form.signIn() == MailboxForm.SignIn.REFRESH_TOKEN ? known.refreshToken() : null,
                form.oauthScope(),
                form.oauthSecretExpires(),
                form.folder(),
                form.since().isEmpty() ? null : form.since(),
                form.afterReading().isEmpty() ? null : form.afterReading(),
                form.trust(),
                LOOK_EVERY)
            .mailbox(tokens, clock);
    return secrets.isPresent()
        ? mailbox
        : new ReadMailbox(
            mailbox.address(),
            mailbox.settings().withAccessToken(MadeMailboxes::sealed),
            mailbox.trust(),
            mailbox.client());
  }

  private static String sealed() {
    throw new AccessToken.Unavailable(Problem.of(Problem.Kind.SECRET_SEALED, MailboxSeal.SETTING));
  }
}
