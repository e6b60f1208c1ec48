import { ChoiceSelect, FieldError, fieldProps } from 'reflex-adonis/models/react'
import type { FormOf } from 'reflex-adonis/models/react'
import { useI18n } from 'reflex-adonis/react'
import type OrdersState from '#states/admin/orders_state'
import { useChoiceLabels } from '../../lib/use_choice_labels'

/** The fields of forms of orders. */
export function OrderFields({ form }: { form: FormOf<typeof OrdersState> }) {
  const { t } = useI18n()
  const labels = useChoiceLabels()
  return (
    <>
      <div className="crud-field">
        <ChoiceSelect of={form} name="userId" label={t('office.orders.customer')} labels={labels} />
        <FieldError of={form} name="userId" className="crud-error" />
      </div>
      <div className="crud-field">
        <label htmlFor="recipient">{t('office.orders.recipient')}</label>
        <input id="recipient" {...fieldProps(form, 'recipient')} />
        <FieldError of={form} name="recipient" className="crud-error" />
      </div>
      <div className="crud-field">
        <label htmlFor="address">{t('office.orders.address')}</label>
        <input id="address" {...fieldProps(form, 'address')} />
        <FieldError of={form} name="address" className="crud-error" />
      </div>
      <div className="crud-field">
        <label htmlFor="city">{t('office.orders.city')}</label>
        <input id="city" {...fieldProps(form, 'city')} />
        <FieldError of={form} name="city" className="crud-error" />
      </div>
      <div className="crud-field">
        <label htmlFor="region">{t('office.orders.region')}</label>
        <input id="region" {...fieldProps(form, 'region')} />
        <FieldError of={form} name="region" className="crud-error" />
      </div>
      <div className="crud-field">
        <label htmlFor="shipping">{t('office.orders.shipping')}</label>
        <input id="shipping" {...fieldProps(form, 'shipping')} />
        <FieldError of={form} name="shipping" className="crud-error" />
      </div>
      <div className="crud-field">
        <label htmlFor="total">{t('office.orders.total')}</label>
        <input id="total" {...fieldProps(form, 'total')} />
        <FieldError of={form} name="total" className="crud-error" />
      </div>
    </>
  )
}
