import { useI18n } from 'reflex-adonis/react'
import type { ShownAttachment } from '#services/attachments'
import { FileIcon, TrashIcon } from '../icons'

interface Props {
  attachments: readonly ShownAttachment[]
  onDownload: (id: number) => void
  /** Left out where nobody may remove one. */
  onRemove?: (id: number) => void
}

/** The files of an order. */
export function AttachmentList({ attachments, onDownload, onRemove }: Props) {
  const { t, formatNumber } = useI18n()
  return (
    <ul className="attachments">
      {attachments.map(({ id, name, size }) => (
        <li key={id}>
          <button
            type="button"
            className="button"
            title={t('files.attachments.download', { name })}
            onClick={() => onDownload(id)}
          >
            <FileIcon /> <span className="upload-name">{name}</span>
            <small className="muted">
              {formatNumber(Math.ceil(size / 1000), { style: 'unit', unit: 'kilobyte' })}
            </small>
          </button>
          {onRemove && (
            <button
              type="button"
              className="button button-icon"
              aria-label={t('files.attachments.remove', { name })}
              onClick={() => onRemove(id)}
            >
              <TrashIcon />
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}
