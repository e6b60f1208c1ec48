import { AppState, rx } from 'reflex-adonis'
import type { Infer } from '@vinejs/vine/types'
import DeliveryService from '#services/delivery_service'
import { deliveryValidator } from '#validators/delivery'

/**
 * Books a delivery in, line by line, while the page goes on.
 */
export default class DeliveryState extends AppState {
  @rx.var() running = false
  @rx.var() done = 0
  @rx.var() lines = 0
  /** Names that no product has. */
  @rx.var() unknown: string[] = []

  @rx.event(deliveryValidator, { background: true })
  async book({ note }: Infer<typeof deliveryValidator>) {
    const delivery = new DeliveryService()
    const lines = delivery.read(note)
    await this.$update(() => {
      this.$reset()
      this.running = true
      this.lines = lines.length
    })
    try {
      for (const line of lines) {
        const isKnown = await delivery.book(line, this.$signal)
        await this.$update(() => {
          this.done++
          if (!isKnown) this.unknown.push(line.product)
        })
      }
      return rx.toast.success(this.i18n.t('office.deliveries.done'))
    } finally {
      await this.$update(() => {
        this.running = false
      })
    }
  }

  @rx.event() stop() {
    this.$cancel('book')
    return rx.toast.info(this.i18n.t('office.deliveries.stopped'), {
      description: this.i18n.t('office.deliveries.kept'),
    })
  }

  override $interrupted() {
    this.running = false
  }
}
