/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useId, useState } from 'react'
import type { DragEvent } from 'react'
import type { ImportLabels } from './labels.ts'
import type { Source } from './use_import.ts'

interface ChooseFileProps {
  start: (source: Source) => void
  labels: ImportLabels
  close: () => void
}

/** Takes a file, or a text that was copied from a spreadsheet. */
export function ChooseFile({ start, labels, close }: ChooseFileProps) {
  const [text, setText] = useState('')
  const [isOver, setOver] = useState(false)
  const textId = useId()
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) start(file)
  }
  const drag = (event: DragEvent) => {
    event.preventDefault()
    setOver(event.type === 'dragover')
  }
  return (
    <>
      <p className="reflex-import-hint">{labels.hint}</p>
      <label
        className="reflex-import-drop"
        data-over={isOver ? '' : undefined}
        onDragOver={drag}
        onDragLeave={drag}
        onDrop={(event) => {
          drag(event)
          take(event.dataTransfer.files)
        }}
      >
        <span className="reflex-import-choose">{labels.choose}</span>
        <input
          type="file"
          className="reflex-import-file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          onChange={({ target }) => {
            take(target.files)
            // The same file can be chosen again, once it is another one
            target.value = ''
          }}
        />
      </label>
      <details className="reflex-import-paste">
        <summary className="reflex-import-summary">{labels.paste}</summary>
        <label className="reflex-import-label" htmlFor={textId}>
          {labels.pasted}
        </label>
        <textarea
          id={textId}
          className="reflex-import-text"
          rows={6}
          value={text}
          onChange={({ target: { value } }) => setText(value)}
        />
        <button
          type="button"
          className="reflex-import-button"
          disabled={text.trim() === ''}
          onClick={() => start({ name: '', text })}
        >
          {labels.send}
        </button>
      </details>
      <div className="reflex-import-actions">
        <button type="button" className="reflex-import-button" onClick={close}>
          {labels.close}
        </button>
      </div>
    </>
  )
}
