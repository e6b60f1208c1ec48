import type { ReflexUpload } from 'reflex-adonis/react'
import { UploadIcon } from '../icons'

interface Props {
  upload: ReflexUpload
  label: string
  /** Which files may come. */
  rules: string
}

/** A field for files that takes what is chosen, dropped or pasted. */
export function DropZone({ upload, label, rules }: Props) {
  return (
    <label className="drop-zone" {...upload.dropZone} {...upload.paste}>
      <UploadIcon />
      <span>
        {label}
        <small className="muted">{rules}</small>
      </span>
      <input {...upload.input} />
    </label>
  )
}
