package org.otklik.intake.wire;

import java.util.Optional;

/**
 * Who logs in to a mail server, and by what.
 *
 * @param password never shown by {@link #toString}
 * @param accessToken logs in instead of the password
 */
public record Login(String user, String password, Optional<AccessToken> accessToken) {
  /**
   * @throws IllegalArgumentException with words for who set it
   */
  public Login {
    OneLine.required("user name", user);
    OneLine.setting("password", password);
  }

  public static Login withPassword(String user, String password) {
    return new Login(user, password, Optional.empty());
  }

  public static Login withToken(String user, AccessToken token) {
    return new Login(user, "", Optional.of(token));
  }

  public boolean byToken() {
    return accessToken.isPresent();
  }

  /**
   * What to log in with now.
   *
   * @throws AccessToken.NoToken with words for an administrator
   */
  public String secret() throws AccessToken.NoToken {
    return AccessToken.orPassword(accessToken, password);
  }

  /** The server did not take the secret: a token that was kept is not given again. */
  public void refused() {
    accessToken.ifPresent(AccessToken::refused);
  }

  @Override
  public String toString() {
    return user;
  }
}
