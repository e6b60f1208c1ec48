import { afterDelete } from '@adonisjs/lucid/orm'
import { OrderAttachmentSchema } from '#database/schema'
import { removeStoredFile } from '#services/stored_file'

export default class OrderAttachment extends OrderAttachmentSchema {
  @afterDelete()
  static removeFile(attachment: OrderAttachment) {
    return removeStoredFile(attachment, attachment.key, 'private')
  }
}
