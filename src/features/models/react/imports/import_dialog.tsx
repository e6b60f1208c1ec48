/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useId, useInsertionEffect, useMemo, useRef } from 'react'
import { useIsLive } from '../use_is_live.ts'
import type { FieldOf } from '../form/form_view.ts'
import { Checked } from './checked.tsx'
import { ChooseFile } from './choose_file.tsx'
import type { ImportView } from './import_view.ts'
import { ENGLISH_IMPORT } from './labels.ts'
import type { ImportLabels } from './labels.ts'
import { Problems } from './problems.tsx'
import { injectImportStyles } from './styles.ts'
import { useImport } from './use_import.ts'
import type { Failure, RowImport } from './use_import.ts'

/** What an `ImportDialog` gets. */
export interface ImportDialogProps<F extends ImportView> {
  /** What `useReflex` gives for a `modelState()` with `import`. */
  of: F
  /** What the fields of the form are called. */
  fields?: Partial<Record<FieldOf<F>, string>>
  /** Texts, in place of the English ones. */
  labels?: Partial<ImportLabels>
}

/**
 * A button with a dialog that imports rows of a CSV file: it shows what is wrong before anything is written, how far it has come,
 * and can be stopped. It needs scripts.
 *
 * @example
 * ```tsx
 * <ImportDialog of={products} fields={{ categoryId: 'Category' }} />
 * ```
 */
export function ImportDialog<F extends ImportView>(props: ImportDialogProps<F>) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const isLive = useIsLive()
  const run = useImport(props.of)
  const labels = useMemo(() => ({ ...ENGLISH_IMPORT, ...props.labels }), [props.labels])
  useInsertionEffect(() => injectImportStyles(document), [])
  const fields = Object.keys(props.of.fields).map((name): [string, string] => [
    name,
    (props.fields as Record<string, string> | undefined)?.[name] ?? spoken(name),
  ])
  const close = () => dialog.current?.close()
  return (
    <div className="reflex-import">
      <button
        type="button"
        className="reflex-import-button"
        disabled={!isLive}
        onClick={() => dialog.current?.showModal()}
      >
        {labels.open}
      </button>
      <dialog
        ref={dialog}
        className="reflex-import-dialog"
        aria-labelledby={titleId}
        onClose={run.close}
      >
        <h2 id={titleId} className="reflex-import-title">
          {labels.title}
        </h2>
        {run.error && (
          <p className="reflex-import-error" role="alert">
            {failureText(run.error, labels)}
          </p>
        )}
        <Step run={run} fields={fields} labels={labels} close={close} />
      </dialog>
    </div>
  )
}

interface StepProps {
  run: RowImport
  fields: readonly [name: string, label: string][]
  labels: ImportLabels
  close: () => void
}

function Step({ run, fields, labels, close }: StepProps) {
  const { importing } = run
  if (!importing) return <ChooseFile start={run.start} labels={labels} close={close} />
  switch (importing.step) {
    case 'receiving':
      return (
        <Running
          label={labels.receiving}
          done={importing.received}
          total={importing.size}
          labels={labels}
          cancel={run.cancel}
        />
      )
    case 'checking':
      return (
        <Running
          label={labels.checking(importing.checked, importing.rows)}
          done={importing.checked}
          total={importing.rows}
          labels={labels}
          cancel={run.cancel}
        />
      )
    case 'writing':
      return (
        <Running
          label={labels.writing(importing.written, importing.valid)}
          // All are written at once, where it is all or nothing
          done={importing.mode === 'all' ? undefined : importing.written}
          total={importing.valid}
          labels={labels}
          cancel={run.cancel}
        />
      )
    case 'checked':
      return <Checked run={run} importing={importing} fields={fields} labels={labels} />
    default: {
      const { written, isStopped } = importing
      return (
        <>
          <p className="reflex-import-status" role="status">
            {isStopped ? labels.stopped(written) : labels.done(written)}
          </p>
          <Problems importing={importing} fields={fields} labels={labels} />
          <div className="reflex-import-actions">
            <button type="button" className="reflex-import-button" data-main="" onClick={close}>
              {labels.close}
            </button>
          </div>
        </>
      )
    }
  }
}

interface RunningProps {
  label: string
  /** Undefined where nobody knows. */
  done: number | undefined
  total: number
  labels: ImportLabels
  cancel: () => void
}

function Running({ label, done, total, labels, cancel }: RunningProps) {
  return (
    <>
      <p className="reflex-import-status" role="status">
        {label}
      </p>
      <progress
        className="reflex-import-progress"
        aria-label={labels.title}
        max={Math.max(1, total)}
        value={done}
      />
      <div className="reflex-import-actions">
        <button type="button" className="reflex-import-button" onClick={cancel}>
          {labels.cancel}
        </button>
      </div>
    </>
  )
}

function failureText(failure: Failure, labels: ImportLabels): string {
  return failure.kind === 'message' ? failure.message : labels[failure.kind]
}

/** `categoryId` as people say it. */
function spoken(name: string): string {
  const words = name.replaceAll(/([A-Z])/g, ' $1').replaceAll(/[_\s]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}
