/** A form over one versioned part of the settings: nobody's change is overwritten unseen. */
import { type UseFormInput, useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { refusedWith } from '../../lib/errors.ts';
import { useFailureWords } from '../../lib/failure-words.ts';
import { toast } from '../../ui/toasts.tsx';
import { adminKey } from '../frame/admin-key.ts';
import { useSettingsWords } from './settings-words.ts';

interface PartForm<Values> {
  /** What is kept now, as the form shows it. */
  values: Values;
  version: number;
  validate?: UseFormInput<Values>['validate'];
  /** What is wrong is said as soon as a field is left. */
  validateOnBlur?: boolean;
  save(values: Values, version: number): Promise<{ version: number }>;
  /** Where the form names a field otherwise than the server. */
  errorsOf?: (fields: Record<string, string>) => Record<string, string>;
}

export function usePartForm<Values extends object>(part: PartForm<Values>) {
  const t = useSettingsWords();
  const { failure, fields } = useFailureWords();
  const queries = useQueryClient();
  const [version, setVersion] = useState(part.version);
  const form = useForm<Values>({
    initialValues: part.values,
    ...(part.validate ? { validate: part.validate } : {}),
    validateInputOnBlur: part.validateOnBlur ?? false,
  });
  const dirty = form.isDirty();
  const newer = part.version > version;
  const refresh = () => queries.invalidateQueries({ queryKey: adminKey('settings') });
  const save = useMutation({
    mutationFn: (values: Values) => part.save(values, version),
    onSuccess(reply, saved) {
      setVersion(reply.version);
      form.resetDirty(saved);
      toast({ text: t('saved'), id: 'settings' });
      void queries.invalidateQueries({ queryKey: ['about'] });
      return refresh();
    },
    onError(error) {
      const wrong = fields(error);
      form.setErrors(part.errorsOf?.(wrong) ?? wrong);
      if (refusedWith(error, 'settings.changed')) return refresh();
      if (Object.keys(wrong).length === 0) toast({ tone: 'bad', text: failure(error) });
      return undefined;
    },
  });
  const adopt = () => {
    setVersion(part.version);
    form.setValues(part.values);
    form.resetDirty(part.values);
    form.clearErrors();
    save.reset();
  };

  // What others save is shown at once while nothing of one's own would be lost by it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a newer version is a reason
  useEffect(() => {
    if (newer && !dirty && !save.isPending) adopt();
  }, [newer, dirty, save.isPending]);

  return {
    form,
    bar: {
      dirty,
      pending: save.isPending,
      newer: newer && dirty && !save.isPending,
      drop: () => form.reset(),
      adopt,
    },
    submit: form.onSubmit((values) => save.mutate(values)),
  };
}
