import { registerFunction } from 'reflex-adonis/react'

const PIECES = 40

/**
 * A handler runs this with `rx.call('celebrate', number)`: confetti, unless the person prefers
 * less motion.
 */
registerFunction('celebrate', (number: number) => {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  const party = document.createElement('div')
  party.className = 'party'
  party.setAttribute('aria-hidden', 'true')
  for (let piece = 0; piece < (still ? 0 : PIECES); piece++) {
    const confetti = document.createElement('i')
    confetti.style.setProperty('--x', `${(piece * 37) % 100}vw`)
    confetti.style.setProperty('--hue', `${(piece * 53) % 360}`)
    confetti.style.setProperty('--delay', `${(piece % 10) * 40}ms`)
    party.append(confetti)
  }
  const label = document.createElement('strong')
  label.textContent = String(number)
  party.append(label)
  document.body.append(party)
  window.setTimeout(() => party.remove(), 2200)
})
