import { useI18n, useReflex, useUpload } from 'reflex-adonis/react'
import ProductPicturesState from '#states/admin/product_pictures_state'
import { DropZone } from '../files/drop_zone'
import { UploadList } from '../files/upload_list'
import { TrashIcon } from '../icons'
import '../../css/files.css'

/** The pictures of a product, and the field for more of them. */
export function ProductPictures() {
  const { t } = useI18n()
  const state = useReflex(ProductPicturesState)
  const upload = useUpload(ProductPicturesState, 'add')

  return (
    <section className="files" aria-labelledby="pictures">
      <h2 id="pictures">{t('files.pictures.title')}</h2>
      {state.pictures.length > 0 && (
        <ul className="pictures">
          {state.pictures.map(({ id, url }, index) => (
            <li key={id}>
              <img src={url} alt={t('files.pictures.picture', { number: index + 1 })} />
              <button
                type="button"
                className="button button-icon"
                aria-label={t('files.pictures.remove', { number: index + 1 })}
                onClick={() => state.remove(id)}
              >
                <TrashIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      <DropZone
        upload={upload}
        label={t('files.pictures.choose')}
        rules={t('files.pictures.rules')}
      />
      <UploadList upload={upload} />
    </section>
  )
}
