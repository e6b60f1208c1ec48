import type { TextareaHTMLAttributes } from 'react'
import { Field } from './field'
import type { FieldProps } from './field'

type TextAreaProps = FieldProps & TextareaHTMLAttributes<HTMLTextAreaElement>

export function TextArea({ label, error, id, ...textarea }: TextAreaProps) {
  return (
    <Field label={label} error={error} id={id}>
      {(control) => <textarea {...textarea} {...control} />}
    </Field>
  )
}
