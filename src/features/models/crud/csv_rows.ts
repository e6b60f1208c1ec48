/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import type { CsvError, Info, Parser } from 'csv-parse'
import { E_IMPORT_FORMAT, E_IMPORT_PARSER, E_IMPORT_ROWS } from './exceptions.ts'

/** Characters of a cell. */
export const LONGEST_CELL = 10_000

/** Columns of a file. */
const MOST_COLUMNS = 200

/** Characters that the parser takes at once: other work has its turn in between. */
const SLICE = 32 * 1_024

/** What separates the cells of a line. */
const SEPARATORS = [',', ';', '\t']

/** A line of a file, which may go over several. */
export interface CsvRow {
  /** From 1: where it begins. */
  line: number
  cells: string[]
}

/**
 * Reads the rows of a text as RFC 4180 has them, and as spreadsheets write them: with a byte order mark or without, with lines that
 * end in CRLF or LF, and with commas, semicolons or tabs between cells. Empty lines are none.
 *
 * @param most - rows, without that of the headers
 * @throws E_IMPORT_PARSER, E_IMPORT_FORMAT, E_IMPORT_ROWS, and the reason of the signal
 */
export async function readCsv(text: string, most: number, signal: AbortSignal): Promise<CsvRow[]> {
  const { parse } = await parserModule()
  const parser = parse({
    bom: true,
    delimiter: separatorOf(text),
    info: true,
    relaxColumnCount: true,
    relaxQuotes: false,
    skipEmptyLines: true,
    maxRecordSize: LONGEST_CELL * 10,
  })
  const rows: CsvRow[] = []
  try {
    // Lines are counted alike then, within quotes and without
    const lines = text.replaceAll('\r\n', '\n')
    await Promise.all([feed(parser, lines, signal), collect(parser, most, rows)])
  } catch (error) {
    parser.destroy()
    throw isCsvError(error) ? formatError(error) : error
  }
  return rows
}

/** What separates cells: that which the first line has most of, outside of quotes. */
export function separatorOf(text: string): string {
  const counts = new Map(SEPARATORS.map((each) => [each, 0]))
  let isQuoted = false
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === '\n') break
    else if (counts.has(character)) counts.set(character, counts.get(character)! + 1)
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one)
  return most[0]
}

async function parserModule() {
  try {
    return await import('csv-parse')
  } catch (error) {
    throw new E_IMPORT_PARSER(undefined, { cause: error })
  }
}

async function feed(parser: Parser, text: string, signal: AbortSignal): Promise<void> {
  for (let start = 0; start < text.length; start += SLICE) {
    parser.write(text.slice(start, start + SLICE))
    await setImmediate()
    signal.throwIfAborted()
  }
  parser.end()
}

async function collect(parser: Parser, most: number, rows: CsvRow[]): Promise<void> {
  for await (const each of parser) {
    const { record, info } = each as { record: string[]; info: Info }
    const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
    const line = info.lines - breaks
    if (record.length > MOST_COLUMNS) {
      throw new E_IMPORT_FORMAT([line, `there are more than ${MOST_COLUMNS} columns`])
    }
    if (record.some((cell) => cell.length > LONGEST_CELL)) {
      throw new E_IMPORT_FORMAT([line, `a cell has more than ${LONGEST_CELL} characters`])
    }
    rows.push({ line, cells: record })
    if (rows.length > most + 1) throw new E_IMPORT_ROWS([most])
  }
}

function isCsvError(error: unknown): error is CsvError {
  const code = error instanceof Error ? String((error as { code?: unknown }).code) : ''
  return code.startsWith('CSV_') || Object.hasOwn(PROBLEMS, code)
}

/** What the parser says, for those who have made the file. */
const PROBLEMS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is not closed',
  INVALID_OPENING_QUOTE: 'there is a quote in the middle of a cell',
  CSV_INVALID_CLOSING_QUOTE: 'there is something behind the quotes of a cell',
  CSV_MAX_RECORD_SIZE: 'it is too long, or a quote is not closed',
}

function formatError(error: CsvError) {
  const { code } = error as { code: string }
  const line = Number((error as unknown as { lines?: unknown }).lines ?? 1)
  return new E_IMPORT_FORMAT([line, PROBLEMS[code] ?? 'it is no CSV'], { cause: error })
}
