import { useId } from 'react'
import type { ReactNode } from 'react'

export interface FieldProps {
  label: string
  name: string
  id?: string
  /** What is wrong with the value. */
  error?: string
}

/** What ties the element of a field to its label and its error. */
interface ControlProps {
  'id': string
  'aria-invalid'?: true
  'aria-describedby'?: string
}

interface FieldFrameProps extends Pick<FieldProps, 'label' | 'id' | 'error'> {
  children: (control: ControlProps) => ReactNode
}

export function Field({ label, error, id: given, children }: FieldFrameProps) {
  const own = useId()
  const id = given ?? own
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        ...(error && { 'aria-invalid': true, 'aria-describedby': `${id}-error` }),
      })}
      {error && (
        <p role="alert" className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}
