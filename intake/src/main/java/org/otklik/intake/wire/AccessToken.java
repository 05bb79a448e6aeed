package org.otklik.intake.wire;

import java.util.Optional;
import org.otklik.intake.wire.Problem.Kind;

/**
 * Logs in with OAuth 2.0 (SASL XOAUTH2), as Microsoft 365 and Google demand, instead of a password.
 */
@FunctionalInterface
public interface AccessToken {
  /**
   * A token that is valid now; asked for at each login, from any thread.
   *
   * @throws Unavailable saying why, when none is to be had
   * @throws RuntimeException with words for an administrator, likewise
   */
  String current();

  /** The mail server did not take the token last given, so that another one is wanted. */
  default void refused() {}

  /** What should be known although tokens are to be had: that a secret expires soon. */
  default Optional<Problem> warning() {
    return Optional.empty();
  }

  /**
   * The secret to log in with: a current token where there is one to be asked for, or else the
   * password.
   *
   * @throws NoToken with words for an administrator
   */
  static String orPassword(Optional<AccessToken> token, String password) throws NoToken {
    if (token.isEmpty()) {
      return password;
    }
    try {
      return OneLine.required("access token", token.get().current());
    } catch (Unavailable e) {
      throw new NoToken(e.problem(), e);
    } catch (RuntimeException e) {
      throw new NoToken(Problem.of(Kind.NO_TOKEN, Trouble.saying(e)), e);
    }
  }

  /** Why whoever gives tokens gave none. */
  final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Unavailable(Problem problem) {
      super(problem.words());
      this.problem = problem;
    }

    public Unavailable(Problem problem, Throwable cause) {
      super(problem.words(), cause);
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }
  }

  /** No token is to be had now. */
  final class NoToken extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    NoToken(Problem problem, Throwable cause) {
      super(problem.words(), cause);
      this.problem = problem;
    }

    public Problem problem() {
      return problem;
    }

    /** In English. */
    public String words() {
      return problem.words();
    }
  }
}
