import type { InputHTMLAttributes } from 'react'
import { TextField } from '../text_field'

/** What fields need of a form of `useForm()`. */
interface Form {
  errors: Readonly<Partial<Record<string, string>>>
  input: Readonly<Partial<Record<string, unknown>>>
}

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'form'> {
  form: Form
  name: string
  label: string
}

/** A field with its label, and what is wrong with it. */
export function Field({ form, name, defaultValue, ...field }: FieldProps) {
  const typed = form.input[name]
  return (
    <TextField
      name={name}
      error={form.errors[name]}
      defaultValue={typeof typed === 'string' ? typed : defaultValue}
      {...field}
    />
  )
}

interface Labels {
  password: string
  passwordConfirmation: string
}

/** A new password, twice. */
export function NewPassword({ form, labels }: { form: Form; labels: Labels }) {
  return (
    <>
      <Field
        form={form}
        name="password"
        label={labels.password}
        type="password"
        autoComplete="new-password"
        minLength={12}
        required
      />
      <Field
        form={form}
        name="passwordConfirmation"
        label={labels.passwordConfirmation}
        type="password"
        autoComplete="new-password"
        required
      />
    </>
  )
}

/** The password that the user has now. */
export function CurrentPassword({ form, label }: { form: Form; label: string }) {
  return (
    <Field
      form={form}
      name="currentPassword"
      label={label}
      type="password"
      autoComplete="current-password"
      required
    />
  )
}

/** What is wrong with a form as a whole. */
export function FormError({ form }: { form: Form }) {
  const message = form.errors.form ?? form.errors.token
  return message ? (
    <p role="alert" className="flash flash-error">
      {message}
    </p>
  ) : null
}
