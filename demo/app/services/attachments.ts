import { rx } from 'reflex-adonis'
import type OrderAttachment from '#models/order_attachment'

/** A file of an order, as pages show it. */
export interface ShownAttachment {
  id: number
  name: string
  /** In bytes. */
  size: number
}

export function attachmentOf({ id, name, size }: OrderAttachment): ShownAttachment {
  return { id, name, size }
}

/** Has the browser save a file under the name that its customer has given it. */
export function downloadAttachment({ key, name }: OrderAttachment) {
  return rx.download({ key, disk: 'private', filename: name })
}
