import { useI18n, useReflex, useUpload } from 'reflex-adonis/react'
import OrderState, { type OrderSummary } from '#states/order_state'
import { AttachmentList } from './files/attachment_list'
import { DropZone } from './files/drop_zone'
import { UploadList } from './files/upload_list'
import '../css/files.css'

/** What a customer has sent with an order, and the field for more. */
export function OrderFiles({ order }: { order: OrderSummary }) {
  const { t } = useI18n()
  const state = useReflex(OrderState)
  const upload = useUpload(OrderState, 'attach', { fields: { orderId: order.id } })

  return (
    <section className="files" aria-label={t('files.attachments.title')}>
      <AttachmentList
        attachments={order.attachments}
        onDownload={(id) => state.download(id)}
        onRemove={(id) => state.detach(id)}
      />
      <DropZone
        upload={upload}
        label={t('files.attachments.choose')}
        rules={t('files.attachments.rules')}
      />
      <UploadList upload={upload} />
    </section>
  )
}
