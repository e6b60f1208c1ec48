import { startTransition, useOptimistic } from 'react'
import { useI18n } from 'reflex-adonis/react'
import { FilledHeartIcon, HeartIcon } from './icons'

interface FavouriteButtonProps {
  name: string
  favourite: boolean
  onToggle: (favourite: boolean) => Promise<unknown>
}

/**
 * Shows the new state at once, and goes back to the old one when the server refuses.
 */
export function FavouriteButton({ name, favourite, onToggle }: FavouriteButtonProps) {
  const { t } = useI18n()
  const [shown, setShown] = useOptimistic(favourite)

  const toggle = () =>
    startTransition(async () => {
      setShown(!shown)
      await onToggle(!shown).catch(() => {})
    })

  return (
    <button
      type="button"
      className="button button-icon favourite"
      aria-pressed={shown}
      aria-label={t('products.favourite', { name })}
      data-control="favourite"
      onClick={toggle}
    >
      {shown ? <FilledHeartIcon /> : <HeartIcon />}
    </button>
  )
}
