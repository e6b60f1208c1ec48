import { afterDelete } from '@adonisjs/lucid/orm'
import { ProductPictureSchema } from '#database/schema'
import { removeStoredFile } from '#services/stored_file'

export default class ProductPicture extends ProductPictureSchema {
  /** Where browsers find it, see config/drive.ts. */
  get url() {
    return `/files/${this.key}`
  }

  @afterDelete()
  static removeFile(picture: ProductPicture) {
    return removeStoredFile(picture, picture.key, 'public')
  }
}
