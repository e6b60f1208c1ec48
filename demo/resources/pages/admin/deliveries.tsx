import { page, useI18n, useReflex } from 'reflex-adonis/react'
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
    const { t, formatList } = useI18n()
    const delivery = useReflex(DeliveryState)
    const { running, done, lines, unknown } = delivery

    return (
      <div className="wrap narrow">
        <title>{`${t('office.deliveries.title')} · Lantern Supply`}</title>
        <PageHeader title={t('office.deliveries.title')}>
          <p>{t('office.deliveries.lead')}</p>
        </PageHeader>
        <form action={delivery.book} className="card panel">
          <TextArea
            name="note"
            label={t('office.deliveries.note')}
            rows={6}
            placeholder="Garnet Mug; 12"
            error={delivery.errors.note}
          />
          <button className="button button-primary" disabled={running}>
            {t('office.deliveries.book')}
          </button>
        </form>
        {lines > 0 && (
          <section className="card panel" aria-label={t('office.deliveries.progress')}>
            <progress value={done} max={lines} aria-label={t('office.deliveries.booked')} />
            <p>{t('office.deliveries.lines', { done, lines })}</p>
            {unknown.length > 0 && (
              <p className="field-error">
                {t('office.deliveries.unknown', { names: formatList(unknown) })}
              </p>
            )}
            {running && (
              <button type="button" className="button" onClick={() => delivery.stop()}>
                {t('office.deliveries.stop')}
              </button>
            )}
          </section>
        )}
      </div>
    )
  }
)
