/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Lines of the application's log. */
export const logLines: Record<string, unknown>[] = []

/** Settings of the session that requests run with, for tests to change the store. */
export const sessionSettings: { current?: { store: string } } = {}

/**
 * What the kernel did, in order. A singleton of the container.
 */
export class Journal {
  readonly entries: string[] = []

  note(entry: string): void {
    this.entries.push(entry)
  }

  clear(): void {
    this.entries.length = 0
    logLines.length = 0
  }
}

export const journal = new Journal()
