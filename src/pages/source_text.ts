/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A place in a source file, as errors name it. */
export interface SourceLocation {
  /** Absolute path. */
  file: string
  /** Path from the application root. */
  id: string
  /** From 1. */
  line: number
  /** From 1. */
  column: number
  /** The line, with a mark under the column. */
  excerpt: string
}

/**
 * The text of a source file.
 */
export class SourceText {
  /**
   * @param file - absolute path
   * @param id - path from the application root
   * @param text - the file's contents
   */
  constructor(
    readonly file: string,
    readonly id: string,
    readonly text: string
  ) {}

  /** Line of an offset, from 1. */
  line(offset: number): number {
    let line = 1
    let at = this.text.indexOf('\n')
    while (at !== -1 && at < offset) {
      line++
      at = this.text.indexOf('\n', at + 1)
    }
    return line
  }

  /**
   * @param offset - UTF-16 offset into the text
   */
  locate(offset: number): SourceLocation {
    const line = this.line(offset)
    const start = this.text.lastIndexOf('\n', offset - 1) + 1
    const end = this.text.indexOf('\n', offset)
    const content = this.text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '')
    const column = offset - start + 1
    // Tabs are kept, so that the mark stands under its column whatever a tab's width is.
    const indent = content.slice(0, column - 1).replace(/[^\t]/g, ' ')
    const margin = ' '.repeat(String(line).length)
    const excerpt = `${line} | ${content}\n${margin} | ${indent}^`
    return { file: this.file, id: this.id, line, column, excerpt }
  }
}
