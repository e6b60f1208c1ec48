import { page, useReflex } from 'reflex-adonis/react'
import DeliveryState from '#states/delivery_state'
import ShopState from '#states/shop_state'
import { PageHeader } from '../../components/page_header'
import { TextArea } from '../../components/text_area'

export default page(
  {
    route: '/admin/deliveries',
    title: 'Deliveries · Lantern Supply',
    middleware: ['auth', 'admin'],
    onLoad: [ShopState, 'load'],
  },
  () => {
    const delivery = useReflex(DeliveryState)
    const { running, done, lines, unknown } = delivery

    return (
      <div className="wrap narrow">
        <PageHeader title="Book a delivery in">
          <p>Go on working while it runs: it reports here, and ends when you leave for long.</p>
        </PageHeader>
        <form action={delivery.book} className="card panel">
          <TextArea
            name="note"
            label="Delivery note"
            rows={6}
            placeholder="Garnet Mug; 12"
            error={delivery.errors.note}
          />
          <button className="button button-primary" disabled={running}>
            Book in
          </button>
        </form>
        {lines > 0 && (
          <section className="card panel" aria-label="Progress">
            <progress value={done} max={lines} aria-label="Lines booked in" />
            <p>
              {done} of {lines} lines
            </p>
            {unknown.length > 0 && <p className="field-error">Unknown: {unknown.join(', ')}</p>}
            {running && (
              <button type="button" className="button" onClick={() => delivery.stop()}>
                Stop
              </button>
            )}
          </section>
        )}
      </div>
    )
  }
)
