/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ShownImport } from './import_view.ts'
import type { ImportLabels } from './labels.ts'

interface ProblemsProps {
  importing: ShownImport
  fields: readonly [name: string, label: string][]
  labels: ImportLabels
}

/** What is wrong with rows of a file, by their lines. */
export function Problems({ importing, fields, labels }: ProblemsProps) {
  const { problems, wrong } = importing
  if (problems.length === 0) return null
  const names = new Map(fields)
  const told = new Set(problems.map(({ line }) => line)).size
  return (
    <section className="reflex-import-problems" aria-label={labels.problems(wrong)}>
      <h3 className="reflex-import-heading">{labels.problems(wrong)}</h3>
      {/* Who has no mouse scrolls it by keys */}
      <ul className="reflex-import-list" tabIndex={0}>
        {problems.map(({ line, field, message }, index) => (
          <li key={index} className="reflex-import-problem">
            <strong className="reflex-import-line">{labels.line(line)}</strong>
            {field !== null && (
              <span className="reflex-import-name">{names.get(field) ?? field}</span>
            )}
            <span className="reflex-import-message">{message}</span>
          </li>
        ))}
        {wrong > told && <li className="reflex-import-problem">{labels.more(wrong)}</li>}
      </ul>
    </section>
  )
}
