# SPDX-License-Identifier: LGPL-2.1-or-later
from typing import List, Union

from ..client.calls import Request, members, twins
from ..client.models import TextEmbeddingOutput, TextEmbeddingRequest

__all__ = ["TextEmbeddingOutput", "text_embedding", "a_text_embedding"]


def _text_embedding(model_id: str, input: Union[str, List[str]]
                    ) -> Union[List[float], List[List[float]]]:
    """Embed a text, or a list of texts."""
    def vectors(native):
        embeddings = [item.embedding for item in native.data]
        return embeddings[0] if isinstance(input, str) else embeddings
    body = TextEmbeddingRequest(model_id=model_id, input=input)
    return Request("inference", "text_embedding", vectors, members(body))


text_embedding, a_text_embedding = twins(_text_embedding)
