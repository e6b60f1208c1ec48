import { useI18n, type ReflexUpload } from 'reflex-adonis/react'
import { CloseIcon, FileIcon, RepeatIcon } from '../icons'

type UploadedFile = ReflexUpload['files'][number]

/** The files that are on their way, or have not made it. */
export function UploadList({ upload }: { upload: ReflexUpload }) {
  const files = upload.files.filter(({ status }) => status !== 'done')
  if (files.length === 0) return null
  return (
    <ul className="uploads">
      {files.map((file) => (
        <li key={file.id} data-status={file.status}>
          <UploadRow upload={upload} file={file} />
        </li>
      ))}
    </ul>
  )
}

function UploadRow({ upload, file }: { upload: ReflexUpload; file: UploadedFile }) {
  const { t } = useI18n()
  const { id, name, preview, status, progress } = file
  const text = useStatusText(file)
  const isOver = status === 'failed' || status === 'cancelled'

  return (
    <>
      {preview ? <img src={preview} alt="" /> : <FileIcon />}
      <span className="upload-name">{name}</span>
      {isOver ? (
        <span role="alert" className="upload-state">
          {text}
        </span>
      ) : (
        <span className="upload-state">
          <progress value={progress} max={100} aria-label={t('files.progress', { name })} />
          {text}
        </span>
      )}
      {isOver && (
        <button
          type="button"
          className="button button-icon"
          aria-label={t('files.retry', { name })}
          onClick={() => upload.retry(id)}
        >
          <RepeatIcon />
        </button>
      )}
      <button
        type="button"
        className="button button-icon"
        aria-label={t(isOver ? 'files.dismiss' : 'files.cancel', { name })}
        disabled={status === 'running'}
        onClick={() => (isOver ? upload.remove(id) : upload.cancel(id))}
      >
        <CloseIcon />
      </button>
    </>
  )
}

function useStatusText({ status, progress, error }: UploadedFile) {
  const { t } = useI18n()
  if (status === 'sending') return t('files.percent', { progress })
  if (status === 'failed' || status === 'done') return error
  return t(`files.${status}`)
}
