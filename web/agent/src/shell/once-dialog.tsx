import { Button, Dialog, Row, Stack, Text, TextField } from '@visavis/ui';
import { CopyButton } from './copy-button.tsx';

type Props = {
  title: string;
  lead: string;
  label: string;
  value: string;
  isMultiline?: boolean;
  /** Says that it was kept or handed over: the only way out. */
  done: string;
  onClose: () => void;
};

/** A secret, the only time that it is to be seen. */
export function OnceDialog({ title, lead, label, value, isMultiline = false, done, onClose }: Props) {
  return (
    <Dialog
      title={title}
      isOpen
      isAlert
      onClose={onClose}
      actions={
        <Button variant="primary" onPress={onClose}>
          {done}
        </Button>
      }
    >
      <Stack gap="m">
        <Text>{lead}</Text>
        <TextField label={label} value={value} isReadOnly isMultiline={isMultiline} />
        <Row>
          <CopyButton text={value} />
        </Row>
      </Stack>
    </Dialog>
  );
}
