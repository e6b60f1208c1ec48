import type { InputHTMLAttributes } from 'react'
import { Field } from './field'
import type { FieldProps } from './field'

type TextFieldProps = FieldProps & InputHTMLAttributes<HTMLInputElement>

export function TextField({ label, error, id, ...input }: TextFieldProps) {
  return (
    <Field label={label} error={error} id={id}>
      {(control) => <input {...input} {...control} />}
    </Field>
  )
}
