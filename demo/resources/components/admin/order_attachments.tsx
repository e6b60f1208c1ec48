import { useI18n, useReflex } from 'reflex-adonis/react'
import OrderAttachmentsState from '#states/admin/order_attachments_state'
import { AttachmentList } from '../files/attachment_list'
import '../../css/files.css'

/** What the customer has sent with an order. */
export function OrderAttachments() {
  const { t } = useI18n()
  const { attachments, download } = useReflex(OrderAttachmentsState)
  return (
    <section className="files" aria-labelledby="attachments">
      <h2 id="attachments">{t('files.attachments.title')}</h2>
      {attachments.length === 0 && <p className="muted">{t('files.attachments.none')}</p>}
      <AttachmentList attachments={attachments} onDownload={(id) => download(id)} />
    </section>
  )
}
