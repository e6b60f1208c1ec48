import { useI18n } from 'reflex-adonis/react'

/** The pictures of a product, the first one large. */
export function ProductGallery({ name, pictures }: { name: string; pictures: readonly string[] }) {
  const { t } = useI18n()
  return (
    <ul className="gallery">
      {pictures.map((url, index) => (
        <li key={url}>
          <a href={url}>
            <img src={url} alt={t('files.pictures.of', { name, number: index + 1 })} />
          </a>
        </li>
      ))}
    </ul>
  )
}
