/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Lines of the application's log. */
export const logLines: Record<string, unknown>[] = []

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
