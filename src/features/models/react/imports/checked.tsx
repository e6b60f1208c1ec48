/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useState } from 'react'
import type { ShownImport } from './import_view.ts'
import type { ImportLabels } from './labels.ts'
import { Problems } from './problems.tsx'
import type { RowImport } from './use_import.ts'

interface CheckedProps {
  run: RowImport
  importing: ShownImport
  fields: readonly [name: string, label: string][]
  labels: ImportLabels
}

/** What a file would become, before anything of it is written. */
export function Checked({ run, importing, fields, labels }: CheckedProps) {
  const { valid, rows, wrong, problems } = importing
  const [isWhole, setWhole] = useState(true)
  const isFlawless = wrong === 0
  const canImport = valid > 0
  return (
    <>
      <p className="reflex-import-status" role="status">
        {labels.checked(valid, rows)}
      </p>
      <Preview run={run} importing={importing} fields={fields} labels={labels} />
      {problems.length > 0 && <Problems importing={importing} fields={fields} labels={labels} />}
      {isFlawless && (
        <label className="reflex-import-option">
          <input
            type="checkbox"
            className="reflex-import-check"
            checked={isWhole}
            onChange={({ target: { checked } }) => setWhole(checked)}
          />
          {labels.whole}
        </label>
      )}
      <div className="reflex-import-actions">
        <button type="button" className="reflex-import-button" onClick={run.cancel}>
          {labels.cancel}
        </button>
        <button
          type="button"
          className="reflex-import-button"
          data-main=""
          disabled={!canImport}
          onClick={() => run.confirm(isFlawless && isWhole ? 'all' : 'valid')}
        >
          {labels.import(valid)}
        </button>
      </div>
    </>
  )
}

/** The first rows of a file, with the field of each column. */
function Preview({ run, importing, fields, labels }: CheckedProps) {
  const { columns, sample } = importing
  return (
    <div className="reflex-import-frame" tabIndex={0} role="group" aria-label={labels.columns}>
      <table className="reflex-import-table">
        <thead>
          <tr>
            {columns.map(({ header, field }, index) => (
              <th key={index} className="reflex-import-th" scope="col">
                <span className="reflex-import-header">{header}</span>
                <select
                  className="reflex-import-select"
                  aria-label={labels.column(header)}
                  value={field ?? ''}
                  onChange={({ target: { value } }) => run.map(index, value === '' ? null : value)}
                >
                  <option value="">{labels.ignored}</option>
                  {fields.map(([name, label]) => (
                    <option key={name} value={name}>
                      {label}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, index) => (
                <td
                  key={index}
                  className="reflex-import-cell"
                  data-ignored={columns[index]?.field === null ? '' : undefined}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
