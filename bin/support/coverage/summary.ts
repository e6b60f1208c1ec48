/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { dirname, relative, sep } from 'node:path'
import { root } from '../processes.ts'
import { hasNoCode } from './sources.ts'

interface Lines {
  total: number
  covered: number
}

/** What c8 says of a file. */
export interface FileSummary {
  lines: Lines
}

/** Percent of the lines of a file below which the summary names it. */
const LITTLE = 80

/** Folders that stand in a line of the summary. */
const IN_A_LINE = 4

function percent({ total, covered }: Lines): number {
  return total === 0 ? 100 : (covered / total) * 100
}

/** The concern that a file belongs to: the folder below src, each feature by itself. */
function folderOf(file: string): string {
  const [top, ...rest] = dirname(file).split(sep)
  if (top !== 'src') return top === '.' ? file : top
  return ['src', ...rest.slice(0, rest[0] === 'features' ? 2 : 1)].join('/')
}

/**
 * Says in a few lines how many lines of the sources ran, by folder, and in which files few did.
 *
 * @param files - by absolute path, and `total`
 */
export function summaryOf(files: Record<string, FileSummary>): string[] {
  const total: Lines = { total: 0, covered: 0 }
  const folders = new Map<string, Lines>()
  const few: string[] = []
  for (const [path, { lines }] of Object.entries(files)) {
    if (path === 'total' || hasNoCode(path)) continue
    const file = relative(root, path)
    total.total += lines.total
    total.covered += lines.covered
    const folder = folderOf(file)
    const sum = folders.get(folder) ?? { total: 0, covered: 0 }
    folders.set(folder, {
      total: sum.total + lines.total,
      covered: sum.covered + lines.covered,
    })
    if (percent(lines) < LITTLE) few.push(`  ${percent(lines).toFixed(1).padStart(5)}  ${file}`)
  }
  const cells = [...folders]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([folder, lines]) => `${percent(lines).toFixed(1).padStart(5)}  ${folder.padEnd(24)}`)
  const table: string[] = []
  while (cells.length > 0) table.push(`  ${cells.splice(0, IN_A_LINE).join('')}`.trimEnd())
  return [
    `Tests run ${percent(total).toFixed(1)} % of the lines of the sources (coverage/index.html):`,
    ...table,
    few.length > 0 ? `Less than ${LITTLE} % of` : `No file has less than ${LITTLE} %`,
    ...few.sort(),
  ]
}
