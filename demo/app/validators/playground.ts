import vine from '@vinejs/vine'

export const guessValidator = vine.create({
  guess: vine.number().withoutDecimals().min(1).max(100),
})

export const stepValidator = vine.create({
  step: vine.number().withoutDecimals().range([-10, 10]),
})

export const toastValidator = vine.create({
  level: vine.enum(['info', 'success', 'warning', 'error'] as const),
})
