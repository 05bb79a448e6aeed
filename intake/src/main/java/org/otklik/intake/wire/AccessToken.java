package org.otklik.intake.wire;

import java.util.Optional;

/**
 * Logs in with OAuth 2.0 (SASL XOAUTH2), as Microsoft 365 and Google demand, instead of a password.
 */
@FunctionalInterface
public interface AccessToken {
  /**
   * A token that is valid now; asked for at each login, from any thread.
   *
   * @throws RuntimeException with words for an administrator, when none is to be had
   */
  String current();

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
    } catch (RuntimeException e) {
      throw new NoToken("There is no access token to log in with: " + Trouble.saying(e) + ".", e);
    }
  }

  /** No token is to be had now; the message is words for an administrator. */
  final class NoToken extends Exception {
    private static final long serialVersionUID = 1L;

    NoToken(String words, Throwable cause) {
      super(words, cause);
    }

    /** The words. */
    public String words() {
      return String.valueOf(getMessage());
    }
  }
}
