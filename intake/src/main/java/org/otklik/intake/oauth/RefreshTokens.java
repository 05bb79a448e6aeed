package org.otklik.intake.oauth;

/**
 * Port: where a refresh token is kept. The authorization server may give a new one with each access
 * token and forget the old one (RFC 6749 §6), so what it gave last must survive a restart.
 */
public interface RefreshTokens {
  /** The one to use now. */
  String current();

  /** The server gave another one; durable when it returns. */
  void rotated(String token);

  /** For as long as the program runs. */
  static RefreshTokens inMemory(String first) {
    return new RefreshTokens() {
      private volatile String last = first;

      @Override
      public String current() {
        return last;
      }

      @Override
      public void rotated(String next) {
        last = next;
      }
    };
  }
}
