package org.otklik.helpdesk;

/** Tells the person who starts the program what is being prepared, a line at a time. */
public interface Progress {
  void say(String words);

  /** To standard output. */
  static Progress toConsole() {
    return words -> System.out.println("… " + words);
  }
}
